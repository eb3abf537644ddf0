import { type CfnElement, Stack, type StackProps } from 'aws-cdk-lib';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { alarms } from './alarms.ts';
import { api, httpApi } from './api.ts';
import { functions } from './functions.ts';
import { identity } from './identity.ts';
import { mail } from './mail.ts';
import { deliver, queues } from './queues.ts';
import { schedule } from './schedule.ts';
import { storage } from './storage.ts';
import { entrust, XERO_HOSTS, type XeroHosts, xero } from './xero.ts';

export type RebillStackProps = StackProps & {
  /** The folder of the bundles, one folder a function: what `bundle()` answers. */
  readonly bundles: string;
  /**
   * Where the web app will live: the only place that a sign-in, or a consent at Xero, may lead back to. Without it sign-ins lead to this
   * very machine, and Xero to the API's own address.
   */
  readonly adminUrl?: string;
  /** Others than Xero's own, to try it without Xero. */
  readonly xero?: Partial<XeroHosts>;
};

export class RebillStack extends Stack {
  constructor(scope: Construct, id: string, { bundles, adminUrl, xero: hosts, ...props }: RebillStackProps) {
    super(scope, id, {
      description: 'Rebilling for resellers: one correct invoice per customer and month',
      terminationProtection: true,
      ...props,
    });
    // Or the access log would be delivered by ACL, which new buckets refuse.
    this.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);

    const stored = storage(this);
    const queued = queues(this);
    const mailed = mail(this);
    const http = httpApi(this);
    const connected = xero(this, { ...XERO_HOSTS, ...hosts }, adminUrl ?? http.apiEndpoint);
    const placed = functions(this, bundles, { ...stored, ...queued, ...mailed, ...connected });
    deliver(queued, placed);
    entrust(connected, placed);
    schedule(this, placed, queued, mailed);

    const users = identity(this, adminUrl ?? 'http://localhost:4100/');
    api(this, http, placed, users);
    alarms(this, { queues: queued, functions: placed, mail: mailed, http });
  }

  /** Logical ids without hashes: a template, and the local host's console, that can be read. Two alike fail the synth. */
  protected override allocateLogicalId(element: CfnElement): string {
    const { scopes } = element.node;
    return scopes
      .slice(scopes.indexOf(this) + 1)
      .map(({ node }) => node.id)
      .filter((part) => part !== 'Resource' && part !== 'Default')
      .join('')
      .replace(/[^A-Za-z0-9]/g, '');
  }
}
