import { describe, expect, it } from 'vitest';
import { uploadDocument } from '../../../../shared/domain/xero/document.ts';
import { sendBatch } from '../../../../shared/domain/xero/sendingBatch.ts';
import { asked, refused, sending } from '../../../../shared/domain/xero/uploadLife.ts';
import { aLine, anAccount } from '../../../support/builders.ts';
import { AT, sessionAt, waitingOne } from './sessionAt.ts';

describe('a batch of which nothing waits any more', () => {
  it('is not sent: Xero is asked for nothing, and the new attempt waits for its own turn', async () => {
    const calls: string[] = [];
    const { store, session, now } = sessionAt({
      async put(_, documents) {
        calls.push(`put ${documents.length}`);
        return { outcome: 'unknown', words: 'no answer' };
      },
    });
    const invoice = waitingOne();
    const failed = refused(sending(invoice, 'dead', 'c-1', AT), { words: 'The period is closed', advice: '' }, AT);
    await store.invoices.create(asked(failed, { organisationId: 'org-1', at: AT }));
    const lines = [{ line: aLine(), coding: { accountCode: '200', taxType: 'OUTPUT' } }];
    const document = uploadDocument(invoice, lines, anAccount(), { contactId: 'c-1', appUrl: 'https://billing.example/' });
    await sendBatch([{ invoice, document }], session);
    expect([calls, session.isStopped(), (await now(invoice)).xero]).toMatchObject([[], false, { state: 'waiting', attempt: 2 }]);
  });
});
