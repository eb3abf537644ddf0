import { Problem } from './problem.ts';

/** Others who may be first before a request is given up. */
const TRIES = 5;

/**
 * Does `work` from its reading on once more when someone else wrote first, so that it decides on what is true by then. For requests that
 * name no revision of their own: nobody is to be told "changed meanwhile" who never said what he had read. Jobs may say how often they
 * try, without end if they must: each failure is someone else's progress.
 */
export async function again<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= tries || !(error instanceof Problem && error.code === 'stale')) throw error;
    }
  }
}
