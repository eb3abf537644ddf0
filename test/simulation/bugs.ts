import type { Bug } from './bug.ts';
import { BUGS_OF_EMAILS } from './bugsOfEmails.ts';
import { BUGS_OF_RUNS } from './bugsOfRuns.ts';

/** All of them, by the defence that each lacks. */
export const BUGS: Readonly<Record<string, Bug>> = {
  ...BUGS_OF_RUNS,
  ...BUGS_OF_EMAILS,
  lookingUpInXero: {
    what: 'what Xero did not answer is sent again without looking whether it is there',
    ports: (ports) => ({
      ...ports,
      accounting: {
        open: (access) => ({ ...ports.accounting.open(access), find: async () => ({ outcome: 'done', value: [] }) }),
      },
    }),
  },
};
