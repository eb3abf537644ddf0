import { tellRefused } from './told.ts';

/** The dialog is loaded when it is first wanted. */
export function openCsvDialog(month?: string): void {
  import('./csvDialog.tsx')
    .then(({ showCsvDialog }) => showCsvDialog(month))
    .catch((error: unknown) => tellRefused('The dialog cannot be opened', error));
}
