import { useBlocker } from '@tanstack/react-router';
import { confirmed } from '../../../parts/confirm.tsx';

/** An import that is under way is not left by a slip of the mouse: it would stop in the middle, or go on where nobody sees it. */
export function useStayGuard(working: boolean): void {
  useBlocker({
    enableBeforeUnload: () => working,
    shouldBlockFn: async () => {
      if (!working) return false;
      return !(await confirmed({
        title: 'Leave while the import is under way?',
        words: 'You would not see what became of the rows. Importing the same file again later adds what is missing, and doubles nothing.',
        yes: 'Leave',
      }));
    },
  });
}
