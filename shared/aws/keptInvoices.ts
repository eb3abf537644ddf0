import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { config } from '../config.ts';
import { instant } from '../domain/month.ts';
import { KEPT_INVOICES } from '../domain/printing.ts';
import type { KeptFile } from '../domain/restoring.ts';

/** Every PDF of an invoice that was ever printed for the account, by the name it is kept under. No function asks for this: people do. */
export async function* keptInvoices(account: string): AsyncIterable<KeptFile> {
  const asked = { Bucket: config.filesBucket(), Prefix: `${KEPT_INVOICES}${account}/` };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: new S3Client({}) }, asked)) {
    for (const { Key = '', LastModified } of Contents)
      yield { name: Key.slice(asked.Prefix.length), at: instant(LastModified ?? new Date(0)) };
  }
}
