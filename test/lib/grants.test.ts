import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import { FUNCTIONS, type FunctionName } from '../../lib/functions.ts';
import { actionsOf, allowed, deployed, whoMay } from './deployed.ts';

const cloud = deployed();
const roles = allowed(cloud);
const FILES = Object.keys(FUNCTIONS);

describe('who may do what', () => {
  it('lets only the mailer, the one who reports a bounce and the one who sends a test send mail', () => {
    expect(whoMay(cloud, 'ses:SendEmail')).toEqual(['api/sendTestEmail', 'emailInvoice', 'recordEmailEvent']);
    expect(whoMay(cloud, 'ses:SendRawEmail')).toEqual(['api/sendTestEmail', 'emailInvoice', 'recordEmailEvent']);
  });

  it('lets only one endpoint have a domain verified, or given up, and nobody but those who look after senders ask about one', () => {
    for (const action of ['CreateEmailIdentity', 'DeleteEmailIdentity', 'PutEmailIdentityMailFromAttributes', 'TagResource']) {
      expect(whoMay(cloud, `ses:${action}`)).toEqual(['api/verifySender']);
    }
    expect(whoMay(cloud, 'ses:GetEmailIdentity')).toEqual(['api/readSender', 'api/verifySender', 'checkSenders']);
  });

  it('lets only those queue an email that make, send, repair or rescue an invoice', () => {
    expect(whoMay(cloud, 'sqs:SendMessage', /EmailQueue/)).toEqual([
      'api/repairInvoice',
      'api/sendInvoice',
      'emailInvoice',
      'makeInvoices',
      'sweep',
    ]);
  });

  it('lets only those queue a run, or a page of one, whose work it is', () => {
    expect(whoMay(cloud, 'sqs:SendMessage', /RunQueue/)).toEqual(['api/startRun', 'startRuns']);
    expect(whoMay(cloud, 'sqs:SendMessage', /PageQueue/)).toEqual(['planRun', 'sweep']);
  });

  it('lets only those queue an upload that close a run, connect to Xero, upload by hand or look after what was left', () => {
    expect(whoMay(cloud, 'sqs:SendMessage', /UploadQueue/)).toEqual([
      'api/chooseOrganisation',
      'api/uploadInvoice',
      'api/uploadMonth',
      'api/xeroCallback',
      'makeInvoices',
      'startRuns',
      'sweep',
      'uploadToXero',
    ]);
  });

  it("lets only those open a reseller's tokens that ask Xero for them", () => {
    const asking = [
      'api/chooseOrganisation',
      'api/disconnectXero',
      'api/xeroCallback',
      'api/xeroChoices',
      'api/xeroContacts',
      'uploadToXero',
    ];
    expect(whoMay(cloud, 'kms:Decrypt')).toEqual(asking);
    expect(whoMay(cloud, 'kms:GenerateDataKey')).toEqual(asking);
  });

  it('lets only those speak for the app at Xero, and the one who sends people there', () => {
    expect(whoMay(cloud, 'secretsmanager:GetSecretValue')).toEqual([
      'api/chooseOrganisation',
      'api/connectXero',
      'api/disconnectXero',
      'api/xeroCallback',
      'api/xeroChoices',
      'api/xeroContacts',
      'uploadToXero',
    ]);
  });

  it('lets no endpoint that a viewer may call write to the store, but those whose asking Xero may renew a token', () => {
    const renewing = ['api/xeroCallback', 'api/xeroChoices', 'api/xeroContacts'];
    const viewers = ROUTES.filter(({ role, file }) => role !== 'billing' && !renewing.includes(file)).map(({ file }) => file);
    for (const action of ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']) {
      // Who looks whether the sender is verified may note what SES says: it changes an item, and makes or erases none.
      const noting = action === 'dynamodb:UpdateItem' ? ['api/readSender'] : [];
      expect(whoMay(cloud, action).filter((name) => viewers.includes(name))).toEqual(noting);
    }
  });

  it('lets only what handles PDFs and logos touch the kept files, and nothing delete one', () => {
    expect(whoMay(cloud, 's3:PutObject', /kept/)).toEqual(['api/downloadPdf', 'api/saveLogo', 'emailInvoice', 'uploadToXero']);
    expect(whoMay(cloud, 's3:PutObject', /downloads/)).toEqual([
      'api/downloadCsv',
      'api/downloadMonth',
      'api/downloadPdf',
      'api/previewPdf',
    ]);
    expect(whoMay(cloud, 's3:DeleteObject')).toEqual([]);
  });

  it('says no action by a wildcard, and no function may touch everything', () => {
    const statements = Object.values(roles).flat();
    expect(statements.length).toBeGreaterThan(FILES.length);
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([]);
  });

  it('gives every function a role of its own, without any ready-made policy', () => {
    const used = Object.values(cloud.ours<{ Role: unknown }>('AWS::Lambda::Function')).map(({ Role }) => JSON.stringify(Role));
    expect(new Set(used).size).toBe(FILES.length);
    expect(Object.values(cloud.ours('AWS::IAM::Role')).filter((role) => 'ManagedPolicyArns' in role)).toEqual([]);
  });
});

describe('the ports that a function names', () => {
  const sources = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && name !== 'routes.ts',
  );
  const PORTS: [port: RegExp, grants: RegExp][] = [
    [/\brunQueue\b.*aws\/queues\.ts/, /^runQueue:send$/],
    [/\bpageQueue\b.*aws\/queues\.ts/, /^pageQueue:send$/],
    [/\bemailQueue\b.*aws\/queues\.ts/, /^emailQueue:send$/],
    [/\buploadQueue\b.*aws\/queues\.ts/, /^uploadQueue:send$/],
    [/aws\/mail\.ts/, /^mail:send$/],
    [/aws\/senders\.ts/, /^sender:/],
    [/aws\/xeroCredentials\.ts/, /^xero:signIn$/],
    [/xero\/signIn\.ts/, /^xero:signIn$/],
    [/aws\/vault\.ts/, /^connection:open$/],
    [/xero\/accounting\.ts/, /^xero:books$/],
    [/aws\/files\.ts/, /^(kept|downloads):/],
    [/shared\/store\//, /^table:/],
  ];

  it.each(sources.sort())('are what functions/%s may touch, no more and no less', (path) => {
    const imports = readFileSync(join('functions', path), 'utf8').match(/^import (?!type)[^;]+;/gm) ?? [];
    const grants: readonly string[] = FUNCTIONS[path.replace('.ts', '') as FunctionName].may;
    for (const [port, granted] of PORTS) {
      const named = imports.some((statement) => port.test(statement.replaceAll('\n', ' ')));
      expect(
        grants.some((grant) => granted.test(grant)),
        String(granted),
      ).toBe(named);
    }
  });
});
