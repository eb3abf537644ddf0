import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = Omit<ButtonProps, 'disabled'> & {
  readonly allowed: boolean;
  /** Why not; or, allowed, a word on what it does. */
  readonly reason?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

/** A button that says why it cannot be used: it can still be reached, so that the reason can be read with the keyboard as well. */
export function AllowedButton({ allowed, reason, onClick, children, ...props }: Props) {
  const off = allowed ? {} : { 'aria-disabled': true, 'data-disabled': true };
  return (
    <Tooltip label={reason} disabled={!reason}>
      {/* A double click is meant once, and its second half comes before the first is drawn. */}
      <Button {...props} {...off} onClick={({ detail }) => allowed && detail < 2 && onClick()}>
        {children}
      </Button>
    </Tooltip>
  );
}
