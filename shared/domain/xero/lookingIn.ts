import { unchosen } from '../actions.ts';
import { Problem } from '../problem.ts';
import { type AccessPorts, accessTo } from './access.ts';
import type { ConnectedOrganisation } from './connection.ts';
import type { Accounting, Answer, Books } from './ports.ts';

/** The connected organisation's books, for a person who looks something up. @throws Problem with why they cannot be opened now */
export async function openBooks(
  account: string,
  ports: AccessPorts & { readonly accounting: Accounting },
  clock: () => Date,
): Promise<{ readonly books: Books; readonly organisation: ConnectedOrganisation }> {
  const access = await accessTo(account, ports, clock);
  if (access.outcome !== 'open') throw new Problem(access.outcome === 'later' ? 'unavailable' : 'conflict', access.words);
  const { organisation, state } = access.connection;
  if (!organisation || state !== 'connected') throw new Problem('conflict', unchosen(access.connection));
  return { books: ports.accounting.open({ token: access.token, organisationId: organisation.organisationId }), organisation };
}

/** What Xero answered. @throws Problem with why it did not, and what to do */
export function shown<T>(answer: Answer<T>): T {
  switch (answer.outcome) {
    case 'done':
      return answer.value;
    case 'refused':
      throw new Problem('conflict', `Xero refuses it: ${answer.words}`);
    case 'unauthorised':
      throw new Problem('conflict', `Xero no longer lets us in (${answer.words}): connect it again`);
    case 'limited':
      throw new Problem('unavailable', `Xero's limit of calls is reached. Try again in ${answer.seconds} seconds`);
    case 'unknown':
      throw new Problem('unavailable', 'Xero does not answer. Try again in a minute');
  }
}
