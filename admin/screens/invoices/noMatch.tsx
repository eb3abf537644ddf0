import { Button } from '@mantine/core';
import { Empty } from '../../parts/empty.tsx';

export function NoMatch({ clear }: { clear: () => void }) {
  return (
    <Empty title="No invoice matches">
      <Button variant="default" onClick={clear}>
        Show all of them
      </Button>
    </Empty>
  );
}
