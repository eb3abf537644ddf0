import type { TableSpec } from '../assembly/specs.ts';
import { AwsError, callAws } from './json.ts';

type Index = { readonly IndexName: string };
type Description = { readonly Table: { readonly GlobalSecondaryIndexes?: readonly Index[] } };

/** Creates the template's tables that are missing. Throws when one that is there has other indexes: dynalite cannot add any. */
export async function ensureTables(endpoint: string, tables: readonly TableSpec[]): Promise<void> {
  for (const table of tables) {
    const wanted = (table.properties.GlobalSecondaryIndexes ?? []) as readonly Index[];
    const present = await describe(endpoint, table.name);
    if (!present) await callAws(endpoint, 'DynamoDB_20120810.CreateTable', creation(table));
    else if (namesOf(present.Table.GlobalSecondaryIndexes ?? []) !== namesOf(wanted)) {
      throw new Error(`The table's indexes are no longer those of the data folder. Start with another --data, or remove the folder.`);
    }
  }
}

const namesOf = (indexes: readonly Index[]) => JSON.stringify(indexes.map(({ IndexName }) => IndexName).sort());

async function describe(endpoint: string, TableName: string): Promise<Description | undefined> {
  try {
    return await callAws<Description>(endpoint, 'DynamoDB_20120810.DescribeTable', { TableName });
  } catch (error) {
    if (error instanceof AwsError && error.type === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** What both `Table` and `GlobalTable` of CloudFormation have in common with CreateTable. */
function creation({ name, properties }: TableSpec) {
  const indexes = (properties.GlobalSecondaryIndexes ?? []) as Record<string, unknown>[];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    ...(indexes.length
      ? { GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) }
      : {}),
  };
}
