import { useEffect, useRef } from 'react';

/** For what is mounted open, as a drawer: when it goes, the keyboard is where it was before, if that is still there. */
export function useFocusBack(): void {
  const before = useRef(document.activeElement);
  useEffect(() => {
    const from = before.current;
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement && from.isConnected)
          from.focus({ preventScroll: true });
      });
    };
  }, []);
}
