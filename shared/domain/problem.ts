/** What can go wrong, in the words of the business. HTTP numbers live in shared/lambda/problem.ts. */
export type ProblemCode =
  | 'invalid'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'setup-required'
  | 'too-large'
  | 'unavailable';

/** One field that is wrong, named as the caller wrote it: `company.taxId`, `to[2]`. */
export type FieldProblem = { readonly field: string; readonly message: string };

/** A refusal that the caller can understand and act on. Anything else that is thrown is a bug of ours. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  /** The fields at fault: for `invalid` what is wrong with each, for `setup-required` what is missing. */
  readonly fields: readonly FieldProblem[];

  constructor(code: ProblemCode, detail: string, fields: readonly FieldProblem[] = [], options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.fields = fields;
  }
}

/** `invalid`, with the one field at fault named. */
export function invalid(field: string, message: string): Problem {
  return new Problem('invalid', `${field}: ${message}`, [{ field, message }]);
}
