/**
 * What is typed and not saved. It is kept over the way to the sign-in page and back, when a session ends while someone types; for the same
 * person alone, and in this tab alone. No token is among it.
 */
const KEPT = 'rebill.typed';

type Kept = { readonly who: string; readonly forms: Readonly<Record<string, unknown>> };

const forms = new Map<string, () => unknown>();
let leaving = false;

/** `read` tells what is typed in the form `key`, until the answer is called. */
export function holdTyped(key: string, read: () => unknown): () => void {
  forms.set(key, read);
  return () => void (forms.get(key) === read && forms.delete(key));
}

/** Before the page is left for the sign-in page. */
export function keepTyped(who: string): void {
  leaving = true;
  if (forms.size === 0) return;
  const kept: Kept = { who, forms: Object.fromEntries([...forms].map(([key, read]) => [key, read()])) };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

/** What was typed in the form `key` before signing in again: told once. */
export function takeTyped(key: string, who: string): unknown {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null;
  if (!kept) return undefined;
  if (kept.who !== who) dropTyped();
  if (kept.who !== who || !Object.hasOwn(kept.forms, key)) return undefined;
  const { [key]: typed, ...rest } = kept.forms;
  if (Object.keys(rest).length === 0) dropTyped();
  else sessionStorage.setItem(KEPT, JSON.stringify({ who, forms: rest }));
  return typed;
}

export const dropTyped = (): void => sessionStorage.removeItem(KEPT);

/** On the way to the sign-in page nothing is lost, so nobody is asked. */
export const isLeaving = (): boolean => leaving;
