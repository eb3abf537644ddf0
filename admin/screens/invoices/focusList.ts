/** When a dialog has faded, and has given the focus back to where it came from. */
export const FADED_MS = 300;

/** Where the focus is nowhere: back to the row that the keyboard was on, or to the page where no row is left. */
export function focusList(): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  const row = document.querySelector<HTMLElement>('tr[data-id][tabindex="0"]');
  (row ?? document.getElementById('main'))?.focus({ preventScroll: true });
}
