/** The demo's reseller. `.example` addresses belong to nobody. */
export const ACCOUNT_ID = 'demo';
/** Verified from the start: the tour begins with a reseller who can send. */
export const SENDER_DOMAIN = 'wattlebird.example';

/** The settings that the API takes at `PUT /v1/account`. */
export function accountSettings(firstMonth: string) {
  return {
    company: {
      name: 'Wattlebird Telecom Pty Ltd',
      taxId: '51824753556',
      registeredForTax: true,
      address: ['Level 3, 12 Banksia Lane', 'Surry Hills NSW 2010', 'Australia'],
      phone: '02 5550 1840',
      email: 'accounts@wattlebird.example',
      payment: {
        text: 'Please quote the invoice number.',
        bankName: 'Harbour Mutual Bank',
        accountName: 'Wattlebird Telecom Pty Ltd',
        bsb: '062-000',
        accountNumber: '1234 5678',
      },
    },
    billing: { timeZone: 'Australia/Sydney', currency: 'AUD', period: 'advance', termsDays: 14, taxRate: '10' },
    numbering: { prefix: 'WBT-', first: 1001 },
    sending: {
      autoInvoice: true,
      from: `billing@${SENDER_DOMAIN}`,
      fromName: 'Wattlebird Telecom',
      bcc: [],
      bounceRecipient: 'bounces@wattlebird.example',
    },
    layout: 'classic',
    xero: {
      accountCode: '200',
      taxType: 'OUTPUT',
      taxTypeName: 'GST on Income',
      dateOrder: 'DMY',
      uploadAs: 'draft',
      uploadByItself: false,
      uploadFrom: 'nextMonth',
    },
    firstMonth,
  };
}
