import { Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { NotLoaded } from '../parts/lazily.ts';
import { ProblemAlert } from '../parts/problemAlert.tsx';

/** A screen broke: the rest of the app stands. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    if (error instanceof NotLoaded) return location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <ProblemAlert error={error} title="This screen cannot be shown" retry={again} />
    </Container>
  );
}
