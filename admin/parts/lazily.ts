/**
 * Parts of the app that are loaded when they are first wanted. A browser does not try again what it could once not load, until the whole
 * page is loaded anew: so all of them are fetched in quiet, soon after the first screen stands. Whoever is offline for a moment still has
 * every screen and every button.
 */
export class NotLoaded extends Error {
  constructor(cause: unknown) {
    super('This part of the app could not be loaded, and nothing was done. Are you online? Load the page again, then try once more', {
      cause,
    });
    this.name = 'NotLoaded';
  }
}

type Load<T> = () => Promise<T>;

const waiting: Load<unknown>[] = [];
let fetching = false;

/** @throws NotLoaded */
export function lazily<T>(load: Load<T>): Load<T> {
  const loaded = async () => {
    try {
      return await load();
    } catch (cause) {
      throw new NotLoaded(cause);
    }
  };
  waiting.push(loaded);
  if (fetching) void fetchTheRest();
  return loaded;
}

/** After the first screen stands and has read what it shows, in milliseconds. */
const SETTLED_MS = 4_000;

/** One after the other; what is loaded may name more. */
async function fetchTheRest(): Promise<void> {
  for (let load = next(); load; load = next()) await load().catch(() => undefined);
}

const next = () => (navigator.onLine ? waiting.shift() : undefined);

/** Called once, when the app is drawn. */
export function fetchTheRestSoon(): void {
  const begin = () => {
    fetching = true;
    void fetchTheRest();
  };
  setTimeout(begin, SETTLED_MS);
  window.addEventListener('online', () => fetching && begin());
}
