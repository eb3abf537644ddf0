import { REGION } from './assembly/physical.ts';
import type { FunctionSpec } from './assembly/specs.ts';
import type { Credentials } from './aws/signature.ts';

/** What every client in this host signs with. They open nothing outside of it. */
export const CREDENTIALS: Credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };

export type ServiceEndpoints = {
  readonly dynamoDb: string;
  readonly sqs: string;
  readonly s3: string;
  readonly ses: string;
  readonly kms: string;
  readonly secretsManager: string;
};

/**
 * A function's environment: the template's, and what Lambda's runtime adds, with the addresses of the services on this machine.
 * `overrides`: the values that some of the template's variables have here; a function that is not given one by the template has none.
 */
export function environmentOf(
  spec: FunctionSpec,
  endpoints: ServiceEndpoints,
  overrides: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = Object.entries(overrides).filter(([name]) => name in spec.environment);
  return {
    ...spec.environment,
    ...Object.fromEntries(known),
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_KMS: endpoints.kms,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    LAMBDA_TASK_ROOT: spec.dir,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    // Nobody's own configuration of AWS may reach a function.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
