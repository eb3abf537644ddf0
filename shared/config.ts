/**
 * The only reader of `process.env`. Each value is read when it is asked for, so that a function needs only the variables
 * of the ports it uses; one that is missing is a fault of the deployment, or of who typed the command, and says so by name.
 */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}

export const config = {
  region: () => required('AWS_REGION'),
  tableName: () => required('TABLE_NAME'),
  filesBucket: () => required('FILES_BUCKET'),
  runQueueUrl: () => required('RUN_QUEUE_URL'),
  pageQueueUrl: () => required('PAGE_QUEUE_URL'),
  emailQueueUrl: () => required('EMAIL_QUEUE_URL'),
  uploadQueueUrl: () => required('UPLOAD_QUEUE_URL'),
  configurationSet: () => required('CONFIGURATION_SET'),
  /** How long an email waits before it goes out, in seconds: the email queue's own delay, told to whoever computes `dueAt`. */
  emailDelaySeconds: () => Number(required('EMAIL_DELAY_SECONDS')),
  /** Where people reach the app, `/` at the end included. Xero is told to send them back there, so it must be what Xero has on record. */
  appUrl: () => required('APP_URL'),
  /** Xero's four hosts, each an origin without `/` at the end: where people consent, where tokens come from, the API, and its pages. */
  xeroLoginUrl: () => required('XERO_LOGIN_URL'),
  xeroIdentityUrl: () => required('XERO_IDENTITY_URL'),
  xeroApiUrl: () => required('XERO_API_URL'),
  xeroGoUrl: () => required('XERO_GO_URL'),
  /** The secret that holds the app's client id and client secret at Xero; only its name, never what it holds, is in the environment. */
  xeroSecretArn: () => required('XERO_SECRET_ARN'),
  /** The KMS key under which the tokens of all connections are sealed. */
  connectionKeyArn: () => required('CONNECTION_KEY_ARN'),
};
