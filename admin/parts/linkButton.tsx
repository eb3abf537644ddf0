import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { Ref } from 'react';

function Anchored({ ref, ...props }: Omit<ButtonProps, 'component'> & { ref?: Ref<HTMLAnchorElement>; href?: string }) {
  return <Button component="a" ref={ref} {...props} />;
}

/** A link that looks like a button: for going on, not for doing. */
export const LinkButton = createLink(Anchored);
