import { useServerNow } from '../api/clock.ts';

/** How long until the email goes out, by the server's clock: `goes out in 3:12`. */
export function Countdown({ dueAt }: { dueAt: string }) {
  const now = useServerNow(1000);
  return <span className="numbers">{untilWords(Date.parse(dueAt) - now)}</span>;
}

export function untilWords(leftMs: number): string {
  if (leftMs < 1000) return 'goes out now';
  const seconds = Math.floor(leftMs / 1000);
  if (seconds >= 3600) return `goes out in ${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `goes out in ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
