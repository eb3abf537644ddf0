import { lazily } from './lazily.ts';
import { tellRefused } from './told.ts';

const dialog = lazily(() => import('./csvDialog.tsx'));

/** The dialog is loaded when it is first wanted. */
export function openCsvDialog(month?: string): void {
  dialog()
    .then(({ showCsvDialog }) => showCsvDialog(month))
    .catch((error: unknown) => tellRefused('The dialog cannot be opened', error));
}
