import { expect, it } from 'vitest';
import { sellerOf } from '../../../shared/domain/account.ts';
import { anAccountWith } from '../../support/chart.ts';

it('a plan freezes what stands on its invoices, not how they go to Xero: that is asked on the day they do', () => {
  const account = anAccountWith({ taxFreeType: 'EXEMPTEXPORT', brandingThemeId: 'theme-1', attachPdf: false, uploadAs: 'authorised' });
  expect(sellerOf(account).xero).toEqual({ accountCode: '200', taxType: 'OUTPUT', taxTypeName: 'GST on Income' });
});
