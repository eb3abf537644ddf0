/** What the API says is wrong: words for a person, and the fields that they are about. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];

  constructor(status: number, { detail, title, code, errors }: ProblemBody) {
    super(detail ?? title ?? `The server answered ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code ?? String(status);
    this.errors = errors ?? [];
  }
}

/** Its answer was lost, and what was sent then is not what is sent now: it is there already, as it was the first time. */
export const isThereAlready = (error: unknown): boolean =>
  error instanceof Problem && error.errors.some(({ field }) => field === 'Idempotency-Key');

type ProblemBody = {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
};

/** @throws Problem always: what `response` says, or in our words where it says nothing that we can read */
export async function refused(response: Response): Promise<never> {
  const body = await response.json().catch(() => ({}));
  const told = typeof body === 'object' && body !== null ? (body as ProblemBody & { message?: string }) : {};
  throw new Problem(response.status, { ...told, title: told.title ?? told.message ?? wordsFor(response.status) });
}

function wordsFor(status: number): string {
  if (status === 429) return 'Too many requests at once. Wait a moment, then try again';
  if (status >= 500) return 'Something went wrong on our side. Nothing was lost; try again in a moment';
  return `The server answered ${status}`;
}

const NO_ANSWER = {
  read: 'The server cannot be reached. Are you online?',
  notSent: 'The server cannot be reached. Are you online? Nothing was done',
  // It may have arrived: only its answer may be lost.
  sent: 'No answer came from the server. Are you online? It may have been done all the same: look before you do it again',
} as const;

/** No answer came, to what only reads, or to what changes something. */
export class NoAnswer extends TypeError {
  constructor(what: keyof typeof NO_ANSWER, cause?: unknown) {
    super(NO_ANSWER[what], { cause });
    this.name = 'NoAnswer';
  }
}

/** What a browser throws when the network fails: each has words of its own. */
const isOfTheNetwork = (error: unknown): boolean => error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

/** Whatever was thrown, in words for a person. */
export function wordsOf(error: unknown): string {
  if (error instanceof Problem) {
    const rest = error.errors.filter(({ message }) => !error.message.includes(message));
    return [error.message, ...rest.map(({ field, message }) => `${field} ${message}`)].join('. ');
  }
  if (!(error instanceof NoAnswer) && isOfTheNetwork(error)) return 'The server cannot be reached. Are you online?';
  return error instanceof Error ? error.message : String(error);
}
