import type { Printer } from '../domain/printing.ts';

/** react-pdf is large: it is loaded with the first invoice that is printed, so a function that finds its PDF kept never loads it. */
export const printer: Printer = {
  async pdf(document, logo) {
    const { invoicePdf } = await import('./invoicePdf.tsx');
    return invoicePdf(document, logo);
  },
};
