import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { LAYOUTS } from '../../../shared/domain/account.ts';
import { invoiceDocument, line } from '../../support/invoiceDocuments.ts';
import { squashed, textOf } from '../../support/pdfText.ts';

const NAMES = [
  ['Vietnamese', 'Công ty TNHH Nguyễn Thị Hồng Ngọc'],
  ['Polish', 'Łukasz Żółć i Gęśla Jaźń Sp. z o.o.'],
  ['Vietnamese, in letters and marks apart', 'Nguyễn Thị'.normalize('NFD')],
  ['Greek', 'Αφοί Παπαδόπουλοι Ο.Ε.'],
  ['Ukrainian', 'ТОВ «Київський зв’язок»'],
  ['Arabic', 'شركة النور للاتصالات ش.م.م'],
  ['Arabic with vowels', 'مُحَمَّد بن علي'],
  ['Arabic, with a number', 'مكتب ٢٤ شارع 7'],
  ['Persian, with a joiner', 'علی‌رضا'],
  ['Hebrew', 'שירותי ענן (ישראל) בע"מ'],
  ['Arabic within English', 'Fibre for شركة النور at site 24, building B'],
  ['English within Hebrew', 'חברת Example Cloud (IP) בע"מ, 3 קווים'],
  ['Chinese', '北京市朝阳区光纤通信有限公司'],
  ['Japanese', '株式会社カタカナ・ひらがな 12月分'],
  ['Korean', '서울 통신 주식회사'],
  ['Thai', 'บริษัท น้ำใจไทย จำกัด'],
  ['Hindi', 'क्षत्रिय संचार प्राइवेट लिमिटेड।'],
  ['Bengali', 'বাংলা টেলিকম'],
  ['Tamil', 'தமிழ்நாடு தொலைபேசி'],
  ['Georgian', 'შპს საქართველო'],
  ['Armenian', 'Հայաստան ՍՊԸ'],
  ['Khmer', 'ក្រុមហ៊ុន ខ្មែរ'],
  ['Ethiopic', 'ኢትዮጵያ ቴሌኮም'],
  ['emoji', 'Rocket 🚀 & family 👨‍👩‍👧 👍🏽'],
  ['symbols', '☎ → ✓ ★ ½ ™ €'],
] as const;

const print = async (text: string, layout: (typeof LAYOUTS)[number] = 'classic') =>
  textOf(await invoicePdf(invoiceDocument({ buyer: { name: text, address: [text] }, lines: [line(text)], layout })));

describe('names of the whole world on the PDF', () => {
  it.each(NAMES)('prints %s so that it can be copied as it was given: %s', async (_, name) => {
    for (const layout of LAYOUTS) {
      const found = squashed(await print(name, layout)).split(squashed(name)).length - 1;
      expect(found, layout).toBe(3);
    }
  });

  it.each(NAMES)('keeps the blanks of %s', async (_, name) => {
    const text = (await textOf(await invoicePdf(invoiceDocument({ lines: [line(name)] })))).replace(/\p{Cf}/gu, '');
    expect(text).toContain(name.replace(/\p{Cf}/gu, ''));
  });

  it('shows a sign where a character cannot be printed, and never drops it', async () => {
    const text = await print('NUL:\0 bell:\x07 lone:\ud800 end');
    expect(squashed(text)).toContain('NUL:�bell:�lone:�end');
    // A hieroglyph and a private character, which no font has: the sign is drawn, and what is copied is still the character.
    expect(squashed(await print('𓀀 \ue123 x'))).toContain('𓀀\ue123x');
  });

  const scripts = [
    'abcXYZ',
    'éñü',
    'ăđờ',
    'łżęś',
    'αβγ',
    'жщї',
    'אבגד',
    'سعيدلا',
    'กขค',
    'कखग',
    '漢字',
    'かなカナ',
    '한글',
    '0123',
    '.,-&/',
  ];
  const word = fc.constantFrom(...scripts).chain((letters) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 }));

  it('gives back any mixture of words of many scripts, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
        const text = words.join(' ');
        expect(squashed(await print(text))).toContain(squashed(text));
      }),
      { numRuns: 60 },
    );
  });

  it('prints any text at all without failing, and loses no letter of it', async () => {
    const sorted = (text: string) =>
      Array.from(text.replace(/[^\p{L}\p{N}]/gu, ''))
        .sort()
        .join('');
    const empty = sorted(await print(''));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 12 }), async (text) => {
        const shown = Array.from(sorted(await print(text)));
        for (const character of empty) shown.splice(shown.indexOf(character), 1);
        expect(shown.join('')).toBe(sorted(text.toWellFormed().repeat(3)));
      }),
      { numRuns: 80 },
    );
  });
});
