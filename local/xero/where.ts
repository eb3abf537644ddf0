import { Refusal } from './exchange.ts';
import { badRequest, type Given, isObject, sameText } from './wire.ts';

export type Condition = (element: Given) => boolean;

const TERM = /^\s*([A-Za-z.]+)\s*(==|!=)\s*(?:"((?:[^"\\]|\\.)*)"|Guid\("([0-9A-Fa-f-]+)"\))\s*/;
const JOINT = /^(OR|AND|\|\||&&)\s+/i;

/** Xero's `where`, as far as it is wanted: `Field=="text"`, joined by OR and AND (AND binds tighter). Refused where it is anything else. */
export function conditionOf(where: string | null): Condition {
  if (where === null || where.trim() === '') return () => true;
  const anyOf: Condition[][] = [[]];
  let rest = where;
  for (;;) {
    const [whole, path = '', operator, quoted, guid] = TERM.exec(rest) ?? [];
    if (whole === undefined) throw unreadable(where);
    const wanted = guid ?? (quoted ?? '').replace(/\\(.)/g, '$1');
    anyOf.at(-1)?.push((element) => sameText(valueAt(element, path), wanted) === (operator === '=='));
    rest = rest.slice(whole.length);
    if (rest === '') return (element) => anyOf.some((all) => all.every((condition) => condition(element)));
    const joint = JOINT.exec(rest);
    if (!joint) throw unreadable(where);
    if (/^(OR|\|\|)/i.test(rest)) anyOf.push([]);
    rest = rest.slice(joint[0].length);
  }
}

const unreadable = (where: string) => new Refusal(badRequest(16, 'QueryParseException', `Cannot parse expression: ${where}`));

/** `Contact.ContactID` of an invoice. */
function valueAt(element: Given, path: string): string {
  const value = path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), element);
  return typeof value === 'string' ? value : '';
}
