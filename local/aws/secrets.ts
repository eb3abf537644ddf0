import type { Clock } from '../clock.ts';
import type { Door } from '../http.ts';
import type { Requests } from '../requests.ts';
import { AwsRefusal, type Input, openJsonService } from './awsDoor.ts';

export type SecretSpec = { readonly name: string; readonly arn: string };

/** The template's secrets. There is one, the app as Xero knows it, so all have the same value. */
export class Secrets {
  #specs: readonly SecretSpec[] = [];
  #value = '';

  /** Once the template is read. */
  open(specs: readonly SecretSpec[], value: unknown): void {
    this.#specs = specs;
    this.#value = JSON.stringify(value);
  }

  /** By name or ARN. */
  get(secretId: unknown): SecretSpec & { readonly value: string } {
    const spec = this.#specs.find(({ name, arn }) => secretId === name || secretId === arn);
    if (!spec) throw new AwsRefusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return { ...spec, value: this.#value };
  }
}

/** As much of Secrets Manager as reading needs. */
export function openSecretsManager({ secrets, clock, requests }: { secrets: Secrets; clock: Clock; requests: Requests }): Promise<Door> {
  const operations = {
    GetSecretValue({ SecretId }: Input) {
      const { name, arn, value } = secrets.get(SecretId);
      return {
        ARN: arn,
        Name: name,
        SecretString: value,
        VersionId: '00000000-0000-0000-0000-000000000001',
        VersionStages: ['AWSCURRENT'],
      };
    },
  };
  return openJsonService(operations, {
    service: 'secretsmanager',
    now: () => clock.now(),
    onCall: (operation) => requests.count('secretsmanager', operation),
  });
}
