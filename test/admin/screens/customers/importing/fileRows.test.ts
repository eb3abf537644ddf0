import { describe, expect, it } from 'vitest';
import { guessedMap, rememberedMap } from '../../../../../admin/screens/customers/importing/columnMap.ts';
import { guessedHeads, readSheet, withHeads } from '../../../../../admin/screens/customers/importing/csvFile.ts';
import { errorsFile } from '../../../../../admin/screens/customers/importing/errorsFile.ts';
import { notesOf, rowsOf } from '../../../../../admin/screens/customers/importing/fileRows.ts';
import { CUSTOMER_FIELDS } from '../../../../../shared/domain/importing/customerRow.ts';

const FIELDS = CUSTOMER_FIELDS.map((field) => ({ ...field, aliases: [...field.aliases] }));

async function opened(content: string | Uint8Array<ArrayBuffer>) {
  const sheet = await readSheet(new File([content], 'list.csv'));
  const file = withHeads(sheet, guessedHeads(sheet, FIELDS));
  const map = guessedMap(file.heads, FIELDS);
  return { file, map, ...rowsOf(file, map), notes: notesOf(file, map) };
}

const told = ({ refused }: Awaited<ReturnType<typeof opened>>) =>
  refused.flatMap(({ row, name, problems }) => problems.map(({ field, message }) => `${row} ${name} ${field}: ${message}`));

describe('the rows of a file', () => {
  it('are told by field, each with its line, without what is blank', async () => {
    expect((await opened('E-mail,,Name\r\na@a.example,x,Ada\r\n\r\n,, Bo \r\n')).rows).toEqual([
      { row: 2, to: 'a@a.example', name: 'Ada' },
      { row: 4, name: ' Bo ' },
    ]);
  });

  it('are not sent when a cell stands under no head, for then cells may have moved', async () => {
    const it = await opened('Name,Phone\nAda,1\nSmith, Bo,2\nCy,3,,\n');
    expect(told(it)).toEqual([
      '3 Smith : The row has 3 cells, and there are 2 heads: “2” stands under none, so cells may have moved. A cell with a comma in it needs quotation marks around it',
    ]);
    expect(it.rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it('are not sent with a book in a cell; where the book is not read, it does not matter', async () => {
    const book = 'x'.repeat(100 * 1024);
    expect(told(await opened(`Name,Notes\nAda,${book}\nBo,x`))).toEqual([
      '2 Ada notes: is 102,400 characters long, far more than it takes',
    ]);
    expect(told(await opened(`Name,Diary\nAda,${book}\nBo,x`))).toEqual([]);
  });
});

describe('what a clerk should look at before', () => {
  it('is nothing, when all is as it should be', async () => {
    expect((await opened('Name,E-mail\nAda,a@a.example')).notes).toEqual([]);
  });

  it('is that there are no heads, or that rows above them are left out', async () => {
    expect((await opened('Ada,a@a.example\nBo,b@b.example')).notes[0]).toBe(
      'No heads were found: row 1 is imported like all others. Say which column is which',
    );
    expect((await opened('Acacia,\nList,\nName,E-mail\nAda,a@a.example')).notes).toEqual(['Rows 1, 2 above the heads are not read']);
  });

  it('is a head that stands twice, and columns that are not read', async () => {
    expect((await opened('Name,Email,Fax,Email,\nAda,a@a.example,1,b@b.example,x')).notes).toEqual([
      'The head “Email” stands more than once: look whether the right one is read',
      'Not read: Fax, Email (column 4), Column 5',
    ]);
  });

  it('is rows with fewer cells than heads', async () => {
    const short = Array.from({ length: 7 }, (_, at) => `Customer ${at}`).join('\n');
    expect((await opened(`Name,Phone\n${short}\nLast,1`)).notes).toEqual([
      'Rows 2, 3, 4, 5, 6 and 2 more have fewer cells than there are heads: what is missing at the end is read as blank',
    ]);
    expect((await opened('Name,Phone\nAda\nLast,1')).notes).toEqual([
      'Row 2 has fewer cells than there are heads: what is missing at the end is read as blank',
    ]);
  });

  it('is a name with accents, where the letters were guessed', async () => {
    const { notes } = await opened(new Uint8Array(Buffer.from('Name,E-mail\nAda,\nMüller,\n', 'latin1')));
    expect(notes).toEqual([
      'The file is not in UTF-8, so its letters are read as Windows writes them. Look at one with accents: “Müller” in row 3',
    ]);
  });
});

describe('the columns', () => {
  it('of a list of contacts from Xero are found, the city too', async () => {
    const heads =
      '*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,PhoneNumber';
    const { rows } = await opened(`${heads}\nAda Ltd,A-7,a@a.example,Jo,Ada,1 Quay,,,,Sydney,NSW,2000,Australia,02 5550`);
    expect(rows).toEqual([
      {
        ...{ row: 2, name: 'Ada Ltd', reference: 'A-7', to: 'a@a.example', phone: '02 5550' },
        ...{ address1: '1 Quay', address3: 'Sydney', address4: 'NSW', address5: '2000', address6: 'Australia' },
      },
    ]);
  });

  it('of cards from MYOB are found, though most of their heads stand several times', async () => {
    const heads = [
      'Co./Last Name',
      'First Name',
      'Card ID',
      'Addr 1 - Line 1',
      '- Line 2',
      '- City',
      '- Email',
      'Addr 2 - Line 1',
      '- Line 2',
      '- City',
    ];
    const { rows } = await opened(`{}\n${heads.join('\t')}\nAda Ltd\t\tC7\t1 Quay\t\tSydney\ta@a.example\t9 Home\t\tPerth`);
    expect(rows).toEqual([{ row: 3, name: 'Ada Ltd', reference: 'C7', address1: '1 Quay', address3: 'Sydney', to: 'a@a.example' }]);
  });

  it('of another file, or of fields that are no more, are not remembered for this one', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null };
    const before = globalThis.localStorage;
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
    try {
      const keep = (heads: string[], value: unknown) =>
        kept.set(`rebill.columns.customers.${JSON.stringify(heads)}`, JSON.stringify(value));
      keep(['A', 'B'], { name: 1 });
      expect(rememberedMap('customers', ['A', 'B'], FIELDS)).toEqual({ name: 1 });
      expect(rememberedMap('customers', ['A|B'], FIELDS)).toBe(undefined);
      for (const stale of [{ name: 2 }, { name: -1 }, { name: '1' }, { gone: 0 }, [1], 'name', null]) {
        keep(['A', 'B'], stale);
        expect(rememberedMap('customers', ['A', 'B'], FIELDS)).toBe(undefined);
      }
      keep(['', ''], { name: 1 });
      expect(rememberedMap('customers', ['', ''], FIELDS)).toBe(undefined);
    } finally {
      Object.defineProperty(globalThis, 'localStorage', { value: before, configurable: true });
    }
  });
});

describe('the file of wrong rows', () => {
  it('has them as they were, moved cells too, with what is wrong in words and the signs of the file between its cells', async () => {
    const { file, refused } = await opened('Name;Phone\nAda;=1+1\nBo;2;3\nCy;4');
    const wrong = { id: null, key: null, name: '', warnings: [] };
    const results = [
      { ...wrong, row: 2, outcome: 'error' as const, problems: [{ field: 'phone', message: 'must be mended' }] },
      ...refused,
      { ...wrong, row: 4, outcome: 'wouldCreate' as const, problems: [] },
    ];
    expect(errorsFile(file, results, (name) => name.toUpperCase()).split('\r\n')).toEqual([
      'Name;Phone;;What is wrong',
      `Ada;"'=1+1";;PHONE must be mended`,
      expect.stringMatching(/^Bo;2;3;The row has 3 cells, and there are 2 heads: “3” stands under none/),
    ]);
  });
});
