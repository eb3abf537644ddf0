/** Is the schedule due in the minute that begins at this instant? */
export type Due = (minute: Date) => boolean;

const MINUTE_MS = 60_000;
const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * EventBridge's `rate(…)` and `cron(minutes hours day-of-month month day-of-week year)`, in UTC as rules are.
 * A rate counts from the epoch here (at AWS, from when the rule was made). Throws at an expression it cannot read.
 */
export function dueOf(expression: string): Due {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const every = Number(rate[1]) * (UNIT_MINUTES[rate[2] ?? ''] ?? 1);
    return (minute) => Math.floor(minute.getTime() / MINUTE_MS) % every === 0;
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (fields.length !== 6) throw new Error(`The schedule ${expression} cannot be read`);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  if ((days === '?') === (weekdays === '?'))
    throw new Error(`The schedule ${expression} needs a ? for either the day of the month or of the week`);
  const minute = field(minutes, 0, 59);
  const hour = field(hours, 0, 23);
  const month = field(months, 1, 12, MONTHS, 1);
  const year = field(years, 1970, 2199);
  const day = days === '?' ? weekday(weekdays) : dayOfMonth(days);
  return (at) =>
    minute(at.getUTCMinutes()) && hour(at.getUTCHours()) && day(at) && month(at.getUTCMonth() + 1) && year(at.getUTCFullYear());
}

/** The next minute after `from` in which it is due, within `days`; undefined when it is later. */
export function nextDue(due: Due, from: Date, days = 32): Date | undefined {
  const first = Math.floor(from.getTime() / MINUTE_MS) + 1;
  for (let minute = first; minute < first + days * 1440; minute += 1) {
    const at = new Date(minute * MINUTE_MS);
    if (due(at)) return at;
  }
  return undefined;
}

function field(text: string, least: number, most: number, names: readonly string[] = [], firstName = 0): (value: number) => boolean {
  const number = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named >= 0 ? named + firstName : /^\d+$/.test(part) ? Number(part) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new Error(`“${text}” is not a field of a schedule that the local host can read`);
  };
  const allowed = new Set(
    text.split(',').flatMap((part) => {
      const [range = '', step] = part.split('/');
      const [from = '', to] = range.split('-');
      const start = from === '*' || from === '?' ? least : number(from);
      const end = to ? number(to) : from === '*' || from === '?' || step ? most : start;
      const every = step ? Number(step) : 1;
      if (!(every > 0)) throw new Error(`“${text}” is not a field of a schedule that the local host can read`);
      return Array.from({ length: Math.floor((end - start) / every) + 1 }, (_, index) => start + index * every);
    }),
  );
  return (value) => allowed.has(value);
}

function dayOfMonth(text: string): Due {
  if (text === 'L') return (at) => new Date(at.getTime() + 1440 * MINUTE_MS).getUTCDate() === 1;
  const allowed = field(text, 1, 31);
  return (at) => allowed(at.getUTCDate());
}

/** Sunday is 1. `5#2` is the second Thursday, `6L` the last Friday. */
function weekday(text: string): Due {
  const nth = /^(\w+)#([1-5])$/.exec(text);
  const last = /^(\w+)L$/.exec(text);
  const allowed = field(nth?.[1] ?? last?.[1] ?? text, 1, 7, DAYS, 1);
  return (at) => {
    const date = at.getUTCDate();
    if (!allowed(at.getUTCDay() + 1)) return false;
    if (nth) return Math.ceil(date / 7) === Number(nth[2]);
    return !last || new Date(at.getTime() + 7 * 1440 * MINUTE_MS).getUTCMonth() !== at.getUTCMonth();
  };
}
