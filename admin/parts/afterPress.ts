/**
 * For what leaving a field changes. A press on a button leaves the field first: were the page to move then, the button would be let go
 * beside the pointer and never be clicked. So it waits until the press is over, and comes before what the click does.
 */
export function afterPress(change: () => void): void {
  if (!document.querySelector(':active')) {
    change();
    return;
  }
  const over = new AbortController();
  const { signal } = over;
  const once = () => {
    if (signal.aborted) return;
    over.abort();
    change();
  };
  window.addEventListener('click', once, { capture: true, signal });
  // Let go elsewhere, or become a scroll: there is no click.
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => setTimeout(once), { capture: true, signal });
}
