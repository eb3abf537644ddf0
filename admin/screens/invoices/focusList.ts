/** When a dialog has faded, and has given the focus back to where it came from. */
export const FADED_MS = 300;

/** On a busy machine it fades for longer: looked at so often again, in milliseconds, and so many times. */
const AGAIN_MS = 100;
const TIMES = 50;

/** Where the focus is nowhere: back to the row that the keyboard was on, or to the page where no row is left. */
export function focusList(times = TIMES): void {
  if (times > 0 && document.querySelector('[role=dialog]')) {
    setTimeout(() => focusList(times - 1), AGAIN_MS);
    return;
  }
  if (document.activeElement && document.activeElement !== document.body) return;
  const row = document.querySelector<HTMLElement>('tr[data-id][tabindex="0"]');
  (row ?? document.getElementById('main'))?.focus({ preventScroll: true });
}
