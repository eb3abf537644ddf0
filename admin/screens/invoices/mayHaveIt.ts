import type { Status } from '../../api/types.ts';

/** The customer has it already, or may have: told before it goes there twice. */
export const MAY_HAVE_IT: ReadonlySet<Status> = new Set(['sent', 'delayed', 'delivered', 'unconfirmed', 'complained']);
