/** How the stack is deployed while a disaster is being put right; RECOVERY.md says when. */
export type Recovery = {
  /** The table that functions use instead of the stack's own. */
  readonly restoredTable?: string;
  /** No clock strikes and no queue is worked. People can look, and what SES tells is heard. */
  readonly paused?: boolean;
};

/** What CDK's context says: `-c restoredTable=Rebill-restored -c paused=true`. */
export function recoveryFrom(context: (name: string) => unknown): Recovery {
  const [restoredTable, paused] = [context('restoredTable'), context('paused')];
  if (restoredTable !== undefined && (typeof restoredTable !== 'string' || !/^[A-Za-z0-9_.-]{3,255}$/.test(restoredTable))) {
    throw new Error('restoredTable must be the name of a table, like Rebill-restored');
  }
  if (paused !== undefined && String(paused) !== 'true' && String(paused) !== 'false') throw new Error('paused must be true or false');
  return {
    ...(restoredTable === undefined ? {} : { restoredTable }),
    ...(paused === undefined ? {} : { paused: String(paused) === 'true' }),
  };
}
