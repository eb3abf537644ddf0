import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { Ref } from 'react';

function Anchored({ ref, ...props }: Omit<AnchorProps, 'component'> & { ref?: Ref<HTMLAnchorElement>; href?: string }) {
  return <Anchor ref={ref} inherit={props.size === undefined} {...props} />;
}

/** A link within the app, typed by its routes; as large as the text around it. */
export const TextLink = createLink(Anchored);
