import { modals, useModals } from '@mantine/modals';
import { useBlocker } from '@tanstack/react-router';

const BY_HISTORY: readonly string[] = ['BACK', 'FORWARD', 'GO'];

/**
 * The way back closes the question that is asked, and stays: over another screen it would ask of what nobody sees any more. One that only
 * its own buttons close stays as well.
 */
export function useBackCloses(): void {
  const { modals: open } = useModals();
  useBlocker({
    disabled: open.length === 0,
    enableBeforeUnload: false,
    shouldBlockFn: ({ action }) => {
      const asked = open.at(-1);
      if (!asked || !BY_HISTORY.includes(action)) return false;
      if (asked.props.closeOnEscape !== false) modals.close(asked.id);
      return true;
    },
  });
}
