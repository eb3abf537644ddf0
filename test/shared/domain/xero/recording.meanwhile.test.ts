import { describe, expect, it } from 'vitest';
import { recordUploaded } from '../../../../shared/domain/xero/recording.ts';
import { enteredByHand, refused, sending } from '../../../../shared/domain/xero/uploadLife.ts';
import { money } from '../../../support/builders.ts';
import { AT, sessionAt, waitingOne } from './sessionAt.ts';

const THERE = { id: 'i-1', total: money('110'), contactId: 'c-1' };

describe('an invoice of which Xero says at last that it has it', () => {
  it('stays as it is when it was given up meanwhile, and a person entered it there by hand', async () => {
    const { store, session, now } = sessionAt({});
    const sent = sending(waitingOne(), 'worker-1', 'c-1', AT);
    await store.invoices.create(enteredByHand(refused(sent, { words: 'Xero gave no usable answer', advice: '' }, AT), AT, 'robin'));
    const stands = await now(sent);
    await recordUploaded({ ...stands, xero: sent.xero } as typeof stands, THERE, false, session);
    expect(await now(sent)).toEqual(stands);
  });
});
