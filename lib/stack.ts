import { type CfnElement, Stack, type StackProps } from 'aws-cdk-lib';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { type AdminAddress, admin } from './admin.ts';
import { adminFiles } from './adminFiles.ts';
import { alarms } from './alarms.ts';
import { api, httpApi } from './api.ts';
import { functions } from './functions.ts';
import { identity, people, signInConfig } from './identity.ts';
import { mail } from './mail.ts';
import { deliver, queues } from './queues.ts';
import type { Recovery } from './recovery.ts';
import { schedule } from './schedule.ts';
import { letRead, storage } from './storage.ts';
import { entrust, XERO_HOSTS, type XeroHosts, xero } from './xero.ts';

export type RebillStackProps = StackProps & {
  /** The folder of the bundles, one folder a function: what `bundle()` answers. */
  readonly bundles: string;
  /** The folder of the built web app: what `buildAdmin()` answers. */
  readonly admin: string;
  /** A domain of one's own for the app, instead of CloudFront's: the only place that a sign-in, or a consent at Xero, may lead back to. */
  readonly address?: AdminAddress;
  /** While a disaster is being put right: RECOVERY.md. */
  readonly recovery?: Recovery;
  /** Others than Xero's own, to try it without Xero. */
  readonly xero?: Partial<XeroHosts>;
};

export class RebillStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { bundles, admin: built, address = {}, recovery = {}, xero: hosts, ...props }: RebillStackProps,
  ) {
    super(scope, id, {
      description: 'Rebilling for resellers: one correct invoice per customer and month',
      terminationProtection: true,
      ...props,
    });
    // Or the access log would be delivered by ACL, which new buckets refuse.
    this.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);

    const stored = storage(this, recovery.restoredTable);
    const queued = queues(this);
    const mailed = mail(this);
    const http = httpApi(this);
    const invited = people(this);
    const app = admin(this, http, { ...stored, ...invited }, address);
    letRead(stored, app.origin);
    const users = identity(this, invited, app.url);
    adminFiles(this, app, built, signInConfig(users, invited));

    const connected = xero(this, { ...XERO_HOSTS, ...hosts }, app.url);
    const placed = functions(this, bundles, { ...stored, ...queued, ...mailed, ...connected });
    deliver(queued, placed, recovery.paused);
    entrust(connected, placed);
    schedule(this, placed, queued, mailed, recovery.paused);
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
