import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/empty.tsx';

export function NotFound() {
  return (
    <Empty title="There is no such page">
      <Anchor component={Link} to="/summary">
        Go to the summary
      </Anchor>
    </Empty>
  );
}
