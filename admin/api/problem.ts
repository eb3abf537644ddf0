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

/** Whatever was thrown, in words for a person. */
export function wordsOf(error: unknown): string {
  if (error instanceof Problem) {
    const rest = error.errors.filter(({ message }) => !error.message.includes(message));
    return [error.message, ...rest.map(({ field, message }) => `${field} ${message}`)].join('. ');
  }
  if (error instanceof TypeError) return 'The server cannot be reached. Are you online? Nothing was changed by this page';
  return error instanceof Error ? error.message : String(error);
}
