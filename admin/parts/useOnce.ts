import { useEffect, useRef } from 'react';

/** A form is sent once at a time: the second click of a double click may come before the first is drawn. */
export function useOnce(saving: boolean, error: unknown): (send: () => void) => void {
  const sent = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it has ended when it is saving no more, or with an error of its own.
  useEffect(() => {
    if (!saving) sent.current = false;
  }, [saving, error]);
  return (send) => {
    if (sent.current) return;
    sent.current = true;
    send();
  };
}
