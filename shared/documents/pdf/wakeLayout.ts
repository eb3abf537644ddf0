let awake = false;

/**
 * Runs the first render of a process. react-pdf's layout engine unpacks itself by fetching a `data:` address, for which Node loads its
 * whole HTTP client: half of the first invoice's time. Refused that one fetch, it unpacks itself by hand; any other fetch is let through.
 */
export async function wakeLayout<T>(render: () => Promise<T>): Promise<T> {
  if (awake) return render();
  const { fetch } = globalThis;
  const withoutData: typeof fetch = (input, init) =>
    typeof input === 'string' && input.startsWith('data:') ? Promise.reject(new Error('Unpack it by hand')) : fetch(input, init);
  globalThis.fetch = withoutData;
  try {
    return await render();
  } finally {
    awake = true;
    if (globalThis.fetch === withoutData) globalThis.fetch = fetch;
  }
}
