import { type CfnElement, Stack, type StackProps } from 'aws-cdk-lib';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { alarms } from './alarms.ts';
import { api } from './api.ts';
import { functions } from './functions.ts';
import { identity } from './identity.ts';
import { mail } from './mail.ts';
import { deliver, queues } from './queues.ts';
import { schedule } from './schedule.ts';
import { storage } from './storage.ts';

export type RebillStackProps = StackProps & {
  /** The folder of the bundles, one folder a function: what `bundle()` answers. */
  readonly bundles: string;
  /** Where the web app will live: the only place that a sign-in may lead back to. */
  readonly adminUrl?: string;
};

export class RebillStack extends Stack {
  constructor(scope: Construct, id: string, { bundles, adminUrl = 'http://localhost:4100/', ...props }: RebillStackProps) {
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
    const placed = functions(this, bundles, { ...stored, ...queued, ...mailed });
    deliver(queued, placed);
    schedule(this, placed, queued, mailed);

    const users = identity(this, adminUrl);
    const http = api(this, placed, users);
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
