import { lazily } from '../../parts/lazily.ts';
import { tellRefused } from '../../parts/told.ts';
import type { BulkWork } from './bulkWork.ts';

/** The dialogs of the lists are loaded when they are first wanted. */

const shortcuts = lazily(() => import('./shortcutsDialog.tsx'));
const bulk = lazily(() => import('./bulkDialog.tsx'));
const upload = lazily(() => import('./uploadMonthDialog.tsx'));

export const openShortcuts = (): void => open(async () => (await shortcuts()).showShortcuts());

export const openBulk = (work: BulkWork): void => open(async () => (await bulk()).showBulk(work));

export const openUploadMonth = (month: string, done: () => void): void => open(async () => (await upload()).showUploadMonth(month, done));

function open(dialog: () => Promise<void>): void {
  dialog().catch((error: unknown) => tellRefused('The dialog cannot be opened', error));
}
