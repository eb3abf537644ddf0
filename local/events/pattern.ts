type Pattern = Readonly<Record<string, unknown>>;
type Operators = Readonly<Record<string, unknown>>;

/** Does an EventBridge event pattern let this event through? Throws at an operator that is not known here, naming it. */
export function matches(pattern: Pattern, event: unknown): boolean {
  const fields = (event !== null && typeof event === 'object' ? event : {}) as Readonly<Record<string, unknown>>;
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') return (wanted as Pattern[]).some((one) => matches(one, event));
    const value = fields[name];
    if (Array.isArray(wanted)) return wanted.some((rule) => allows(rule, value));
    if (Array.isArray(value)) return value.some((item) => matches(wanted as Pattern, item));
    return matches(wanted as Pattern, value);
  });
}

/** One entry of a pattern's list. A list in the event passes when one of its values does. */
function allows(rule: unknown, value: unknown): boolean {
  const present = value !== undefined;
  if (rule === null || typeof rule !== 'object') return values(value).includes(rule);
  const [[operator, operand] = ['', undefined]] = Object.entries(rule as Operators);
  if (operator === 'exists') return present === operand;
  return present && values(value).some((item) => passes(operator, operand, item));
}

const values = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function passes(operator: string, operand: unknown, value: unknown): boolean {
  switch (operator) {
    case 'prefix':
      return typeof value === 'string' && fold(value, operand).startsWith(folded(operand));
    case 'suffix':
      return typeof value === 'string' && fold(value, operand).endsWith(folded(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(operand)).test(value);
    case 'anything-but':
      return notAny(operand, value);
    case 'numeric':
      return typeof value === 'number' && inRange(operand as unknown[], value);
    default:
      throw new Error(`The local host does not know the event pattern operator “${operator}”`);
  }
}

/** `{prefix: {equals-ignore-case: 'x'}}` compares in lower case. */
const ignoresCase = (operand: unknown): operand is Operators => typeof operand === 'object' && operand !== null;
const folded = (operand: unknown) => (ignoresCase(operand) ? String(operand['equals-ignore-case']).toLowerCase() : String(operand));
const fold = (value: string, operand: unknown) => (ignoresCase(operand) ? value.toLowerCase() : value);

const wildcard = (text: string) => new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`, 's');

function notAny(operand: unknown, value: unknown): boolean {
  if (Array.isArray(operand)) return !operand.includes(value);
  if (operand === null || typeof operand !== 'object') return operand !== value;
  return Object.entries(operand as Operators).every(([operator, inner]) => ![inner].flat().some((one) => passes(operator, one, value)));
}

function inRange(comparisons: readonly unknown[], value: number): boolean {
  const checks: Record<string, (limit: number) => boolean> = {
    '=': (limit) => value === limit,
    '<': (limit) => value < limit,
    '<=': (limit) => value <= limit,
    '>': (limit) => value > limit,
    '>=': (limit) => value >= limit,
  };
  for (let index = 0; index < comparisons.length; index += 2) {
    if (!checks[String(comparisons[index])]?.(Number(comparisons[index + 1]))) return false;
  }
  return true;
}
