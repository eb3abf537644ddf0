import { invoicePdf } from '../../shared/documents/invoicePdf.tsx';
import { serve } from './serve.ts';

serve(invoicePdf);
