import { useEffect, useState } from 'react';

/** How far the server's clock is ahead of this device's, in milliseconds: countdowns go by the server's. */
let aheadMs = 0;

/** Every answer that says what time it is on the server is listened to. */
export function noteServerTime(now: unknown): void {
  const at = typeof now === 'string' ? Date.parse(now) : Number.NaN;
  if (Number.isFinite(at)) aheadMs = at - Date.now();
}

export const serverNow = (): number => Date.now() + aheadMs;

/** The server's time, anew every `everyMs`; it stands still while `everyMs` is undefined. */
export function useServerNow(everyMs: number | undefined): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (everyMs === undefined) return;
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
