import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { INDEXES } from '../shared/store/table.ts';
import type { Mail } from './mail.ts';
import type { Queues } from './queues.ts';
import type { Storage } from './storage.ts';
import type { Xero } from './xero.ts';

/**
 * What a function may be allowed, in words. `kept` are emailed PDFs and logos; `downloads` are what a person fetches, gone tomorrow;
 * `sender` is a domain that is verified with SES, of which `note` writes down on the settings whether it is, and can make or erase nothing;
 * `xero:signIn` speaks for the app at Xero, `connection:open` seals and opens a reseller's tokens, `xero:books` knows the way to their books.
 */
export type Grant =
  | 'table:read'
  | 'table:write'
  | 'kept:read'
  | 'kept:write'
  | 'downloads:read'
  | 'downloads:write'
  | 'runQueue:send'
  | 'pageQueue:send'
  | 'emailQueue:send'
  | 'uploadQueue:send'
  | 'mail:send'
  | 'sender:read'
  | 'sender:write'
  | 'sender:note'
  | 'xero:signIn'
  | 'connection:open'
  | 'xero:books';

export type Touchable = Storage & Queues & Mail & Xero;

const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE_SENDERS = ['ses:CreateEmailIdentity', 'ses:DeleteEmailIdentity', 'ses:PutEmailIdentityMailFromAttributes', 'ses:TagResource'];
const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

/** The grants as a role's policy says them: named actions on named things, and no more. */
export function statements(may: readonly Grant[], touchable: Touchable): PolicyStatement[] {
  const { table, files, runQueue, pageQueue, emailQueue, uploadQueue, xeroSecret } = touchable;
  const allow = (actions: readonly string[], ...resources: string[]) => new PolicyStatement({ actions: [...actions], resources });
  const read = (folder: string) => allow(['s3:GetObject'], files.arnForObjects(`${folder}/*`));
  const write = (folder: string) => allow(['s3:PutObject', 's3:AbortMultipartUpload'], files.arnForObjects(`${folder}/*`));
  const send = (queue: Queues['runQueue']) => allow(['sqs:SendMessage'], queue.queueArn);
  // Who may not list a bucket is told "denied", not "no such key", of a file that is not there: a PDF could never be found missing.
  const list = allow(['s3:ListBucket'], files.bucketArn);
  const said: Record<Grant, () => PolicyStatement[]> = {
    'table:read': () => [allow(READ_ITEMS, table.tableArn, ...INDEXES.map(({ name }) => `${table.tableArn}/index/${name}`))],
    'table:write': () => [allow(WRITE_ITEMS, table.tableArn)],
    'kept:read': () => [read('kept'), list],
    'kept:write': () => [write('kept')],
    'downloads:read': () => [read('downloads'), list],
    'downloads:write': () => [write('downloads')],
    'runQueue:send': () => [send(runQueue)],
    'pageQueue:send': () => [send(pageQueue)],
    'emailQueue:send': () => [send(emailQueue)],
    'uploadQueue:send': () => [send(uploadQueue)],
    // An email with an attachment is checked as a raw one.
    'mail:send': () => [allow(['ses:SendEmail', 'ses:SendRawEmail'], ...senders(touchable))],
    'sender:read': () => [allow(['ses:GetEmailIdentity'], anySender(touchable))],
    // An identity is made with a tag, and with the configuration set.
    'sender:write': () => [allow(WRITE_SENDERS, ...senders(touchable))],
    'sender:note': () => [allow(['dynamodb:UpdateItem'], table.tableArn)],
    'xero:signIn': () => [allow(['secretsmanager:GetSecretValue'], xeroSecret.secretArn)],
    // The key's own policy lets these roles in, and nobody else: `entrust` in lib/xero.ts.
    'connection:open': () => [],
    // Xero itself lets in whoever brings a reseller's token.
    'xero:books': () => [],
  };
  return may.flatMap((grant) => said[grant]());
}

/** The variables that a function needs for what it may touch; `shared/config.ts` reads them. */
export function environment(may: readonly Grant[], touchable: Touchable): Record<string, string> {
  const { table, files, runQueue, pageQueue, emailQueue, emailDelay, uploadQueue, configurationSet } = touchable;
  const { connectionKey, xeroSecret, xeroHosts, appUrl } = touchable;
  const named = { TABLE_NAME: table.tableName };
  const bucket = { FILES_BUCKET: files.bucketName };
  const said: Record<Grant, Record<string, string>> = {
    'table:read': named,
    'table:write': named,
    'kept:read': bucket,
    'kept:write': bucket,
    'downloads:read': bucket,
    'downloads:write': bucket,
    'runQueue:send': { RUN_QUEUE_URL: runQueue.queueUrl },
    'pageQueue:send': { PAGE_QUEUE_URL: pageQueue.queueUrl },
    // Who queues an email also says when it is due, which the queue's own delay decides.
    'emailQueue:send': { EMAIL_QUEUE_URL: emailQueue.queueUrl, EMAIL_DELAY_SECONDS: String(emailDelay.toSeconds()) },
    'uploadQueue:send': { UPLOAD_QUEUE_URL: uploadQueue.queueUrl },
    'mail:send': { CONFIGURATION_SET: configurationSet.configurationSetName },
    'sender:read': {},
    'sender:write': { CONFIGURATION_SET: configurationSet.configurationSetName },
    'sender:note': named,
    'xero:signIn': {
      XERO_SECRET_ARN: xeroSecret.secretArn,
      XERO_LOGIN_URL: xeroHosts.loginUrl,
      XERO_IDENTITY_URL: xeroHosts.identityUrl,
      XERO_API_URL: xeroHosts.apiUrl,
      APP_URL: appUrl,
    },
    'connection:open': { CONNECTION_KEY_ARN: connectionKey.keyArn },
    'xero:books': { XERO_API_URL: xeroHosts.apiUrl, XERO_GO_URL: xeroHosts.goUrl, APP_URL: appUrl },
  };
  return Object.assign({}, ...may.map((grant) => said[grant]));
}

const ANY_SENDER = {
  finding: 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*',
  reason: 'Resellers bring their own domains, verified after the deployment; which of them an account may use is guarded in the store',
};

/** The grants that cannot name every single thing they are about, as cdk-nag finds them, and why each may stand. */
export const OPEN_ENDED: Partial<Record<Grant, { readonly finding: string; readonly reason: string }>> = {
  'kept:read': { finding: '<Files.Arn>/kept/*', reason: 'Emailed PDFs and logos: their names are hashes of what is in them' },
  'kept:write': { finding: '<Files.Arn>/kept/*', reason: 'Emailed PDFs and logos: their names are hashes of what is in them' },
  'downloads:read': { finding: '<Files.Arn>/downloads/*', reason: 'Each download is a new file, gone the next day' },
  'downloads:write': { finding: '<Files.Arn>/downloads/*', reason: 'Each download is a new file, gone the next day' },
  'mail:send': ANY_SENDER,
  'sender:read': ANY_SENDER,
  'sender:write': ANY_SENDER,
};

function sesArn({ configurationSet }: Touchable, resource: string, resourceName: string): string {
  return Stack.of(configurationSet).formatArn({ service: 'ses', resource, resourceName });
}

const anySender = (touchable: Touchable): string => sesArn(touchable, 'identity', '*');

const senders = (touchable: Touchable): string[] => [
  anySender(touchable),
  sesArn(touchable, 'configuration-set', touchable.configurationSet.configurationSetName),
];
