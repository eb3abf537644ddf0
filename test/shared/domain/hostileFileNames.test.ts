import { expect, it } from 'vitest';
import { contentDisposition, csvName, pdfName } from '../../../shared/domain/fileName.ts';
import { shown, TEXTS } from '../../support/corpus.ts';
import { fileNamesOf } from '../../support/mimeReading.ts';

it('a file is named after its invoice and leads nowhere, in both ways in which a link tells it, whatever the customer is called', () => {
  for (const text of TEXTS) {
    for (const nameOf of [pdfName, csvName]) {
      const fileName = nameOf({ number: 'HC-00001', buyer: { name: text } });
      const { plain = '', extended } = fileNamesOf(contentDisposition(fileName));
      expect(extended, shown(text)).toBe(fileName);
      for (const name of [fileName, plain]) {
        expect(name, shown(text)).toMatch(/^HC-00001.*\.(pdf|csv)$/su);
        expect(name, shown(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029/\\:*?"<>|\u202A-\u202E\u2066-\u2069]|[.\s]\.\w+$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }
    }
  }
});
