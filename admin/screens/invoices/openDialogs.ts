import { tellRefused } from '../../parts/told.ts';
import type { BulkWork } from './bulkWork.ts';

/** The dialogs of the lists are loaded when they are first wanted. */

export const openShortcuts = (): void => open(async () => (await import('./shortcutsDialog.tsx')).showShortcuts());

export const openBulk = (work: BulkWork): void => open(async () => (await import('./bulkDialog.tsx')).showBulk(work));

export const openUploadMonth = (month: string, done: () => void): void =>
  open(async () => (await import('./uploadMonthDialog.tsx')).showUploadMonth(month, done));

function open(dialog: () => Promise<void>): void {
  dialog().catch((error: unknown) => tellRefused('The dialog cannot be opened', error));
}
