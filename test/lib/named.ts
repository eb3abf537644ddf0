/**
 * Who may do what, by name. A principal that is added to the template, and one that is given more, fails principals.test.ts until it is
 * named here.
 */
export const COPIER = "CDK's copier of the app's files";

const MAILERS = ['api/sendTestEmail', 'emailInvoice', 'recordEmailEvent'];
const ASK_XERO = [
  'api/chooseOrganisation',
  'api/disconnectXero',
  'api/xeroCallback',
  'api/xeroChoices',
  'api/xeroContacts',
  'uploadToXero',
];

/** All that change items, but one: who only looks at the sender may note what SES says of it. */
const WRITERS = [
  'api/cancelInvoice',
  'api/chooseOrganisation',
  'api/clearFlag',
  'api/connectXero',
  'api/createCharge',
  'api/createCustomer',
  'api/createService',
  'api/disconnectXero',
  'api/importCustomers',
  'api/importServices',
  'api/removeCharge',
  'api/removeCustomer',
  'api/removeLogo',
  'api/removeService',
  'api/repairInvoice',
  'api/saveAccount',
  'api/saveCharge',
  'api/saveCustomer',
  'api/saveLogo',
  'api/saveService',
  'api/sendInvoice',
  'api/startRun',
  'api/uploadInvoice',
  'api/uploadMonth',
  'api/verifySender',
  'api/xeroCallback',
  'api/xeroChoices',
  'api/xeroContacts',
  'emailInvoice',
  'makeInvoices',
  'planRun',
  'recordEmailEvent',
  'sweep',
  'uploadToXero',
];

/** Who reads the table reads the items of connections too: the tokens in them are sealed, and opening them is another right. */
const READERS = [
  ...WRITERS,
  'api/downloadCsv',
  'api/downloadMonth',
  'api/downloadPdf',
  'api/estimate',
  'api/listCharges',
  'api/listCustomers',
  'api/listInvoices',
  'api/listMonths',
  'api/listServices',
  'api/monthSummary',
  'api/previewEmail',
  'api/previewPdf',
  'api/previewRun',
  'api/previousInvoices',
  'api/readAccount',
  'api/readCustomer',
  'api/readInvoice',
  'api/readRun',
  'api/readSender',
  'api/readXero',
  'api/sendTestEmail',
  'checkSenders',
  'startRuns',
].sort();

const KEPT_READERS = [
  ...['api/downloadPdf', 'api/previewPdf', 'api/readAccount', 'api/saveAccount', 'api/saveLogo', 'api/sendTestEmail'],
  ...['emailInvoice', 'uploadToXero'],
];
const DOWNLOADS = ['api/downloadCsv', 'api/downloadMonth', 'api/downloadPdf', 'api/previewPdf'];
const QUEUERS = {
  RunQueue: ['api/startRun', 'startRuns'],
  PageQueue: ['planRun', 'sweep'],
  EmailQueue: ['api/repairInvoice', 'api/sendInvoice', 'emailInvoice', 'makeInvoices', 'sweep'],
  UploadQueue: [
    ...['api/chooseOrganisation', 'api/uploadInvoice', 'api/uploadMonth', 'api/xeroCallback'],
    ...['makeInvoices', 'startRuns', 'sweep', 'uploadToXero'],
  ],
};

const TABLE = /"Table"/;
const FILES = /\{"Fn::GetAtt":\["Files","Arn"\]\}/;
const kept = /\["Files","Arn"\]\},"\/kept\/\*"/;
const downloads = /\["Files","Arn"\]\},"\/downloads\/\*"/;
const only = (queue: string) => new RegExp(`\\["${queue}","Arn"\\]`);

export type Power = readonly [what: string, actions: readonly string[], where: RegExp, who: readonly string[]];

export const POWERS: readonly Power[] = [
  [
    'send mail',
    ['ses:SendEmail', 'ses:SendRawEmail', 'ses:SendBulkEmail', 'ses:SendTemplatedEmail', 'ses:SendCustomVerificationEmail'],
    /./,
    MAILERS,
  ],
  [
    'have a domain verified, or give it up',
    ['ses:CreateEmailIdentity', 'ses:DeleteEmailIdentity', 'ses:PutEmailIdentityMailFromAttributes'],
    /./,
    ['api/verifySender'],
  ],
  [
    'read what Xero knows the app by',
    ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
    /./,
    ['api/connectXero', ...ASK_XERO].sort(),
  ],
  [
    'change what Xero knows the app by',
    ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:DeleteSecret', 'secretsmanager:PutResourcePolicy'],
    /./,
    [],
  ],
  [
    "open or seal a reseller's tokens",
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:CreateGrant'],
    /./,
    ASK_XERO,
  ],
  ['administer the key', ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey'], /./, ['the AWS account']],
  ['read items', ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], TABLE, READERS],
  [
    'read the table from end to end',
    ['dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:ExportTableToPointInTime', 'dynamodb:GetRecords'],
    /./,
    [],
  ],
  ['make or erase items', ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:PartiQLInsert'], TABLE, WRITERS],
  ['change items', ['dynamodb:UpdateItem'], TABLE, [...WRITERS, 'api/readSender', 'checkSenders'].sort()],
  [
    'delete, change or restore the table',
    ['dynamodb:DeleteTable', 'dynamodb:UpdateTable', 'dynamodb:UpdateContinuousBackups', 'dynamodb:RestoreTableToPointInTime'],
    /./,
    [],
  ],
  ['read emailed PDFs and logos', ['s3:GetObject', 's3:GetObjectVersion'], kept, KEPT_READERS],
  ['read downloads', ['s3:GetObject', 's3:GetObjectVersion'], downloads, DOWNLOADS],
  ['read anything else of the files', ['s3:GetObject'], /\["Files","Arn"\]\},"\/\*"/, []],
  ['write emailed PDFs and logos', ['s3:PutObject'], kept, ['api/downloadPdf', 'api/saveLogo', 'emailInvoice', 'uploadToXero']],
  ['write downloads', ['s3:PutObject'], downloads, DOWNLOADS],
  [
    'erase files, or change what guards them',
    ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration', 's3:DeleteBucket'],
    FILES,
    [],
  ],
  ["change the app's files", ['s3:PutObject', 's3:DeleteObject'], /\["Admin","Arn"\]/, [COPIER]],
  ["read the app's files", ['s3:GetObject'], /\["Admin","Arn"\]/, [COPIER, 'cloudfront.amazonaws.com']],
  ['write the access log', ['s3:PutObject'], /\["FilesAccessLog","Arn"\]/, ['logging.s3.amazonaws.com']],
  ...Object.entries(QUEUERS).map(([queue, who]): Power => [`queue on ${queue}`, ['sqs:SendMessage'], only(queue), who]),
  ['take from RunQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], only('RunQueue'), ['planRun']],
  ['take from PageQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], only('PageQueue'), ['makeInvoices']],
  ['take from EmailQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], only('EmailQueue'), ['emailInvoice']],
  ['take from UploadQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], only('UploadQueue'), ['uploadToXero']],
  ['take what was set aside', ['sqs:ReceiveMessage', 'sqs:PurgeQueue', 'sqs:StartMessageMoveTask'], /DeadLetters/, []],
  [
    'make users, or change what they may do',
    ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminUpdateUserAttributes', 'cognito-idp:AdminSetUserPassword'],
    /./,
    [],
  ],
  [
    'gain other rights',
    ['iam:PassRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'sts:AssumeRole', 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    /./,
    [],
  ],
];
