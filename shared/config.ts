/**
 * The only reader of `process.env`. Each value is read when it is asked for, so that a function needs only the variables
 * of the ports it uses; one that is missing is a fault of the deployment and says so by name.
 */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set: the function was deployed without it`);
  return value;
}

export const config = {
  tableName: () => required('TABLE_NAME'),
  filesBucket: () => required('FILES_BUCKET'),
  runQueueUrl: () => required('RUN_QUEUE_URL'),
  pageQueueUrl: () => required('PAGE_QUEUE_URL'),
  emailQueueUrl: () => required('EMAIL_QUEUE_URL'),
  configurationSet: () => required('CONFIGURATION_SET'),
  /** How long an email waits before it goes out, in seconds: the email queue's own delay, told to whoever computes `dueAt`. */
  emailDelaySeconds: () => Number(required('EMAIL_DELAY_SECONDS')),
};
