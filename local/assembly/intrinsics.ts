import type { TemplateDocument } from './assembly.ts';

export type Lookup = {
  /** What `Ref` gives for a resource. */
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  imported(name: string): unknown;
  readonly pseudo: Readonly<Record<string, string>>;
};

/** `AWS::NoValue`: the property is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** A template's value with every CloudFormation function in it worked out. Throws at one that is not known here, naming it. */
export function resolveValue(value: unknown, template: TemplateDocument, lookup: Lookup): unknown {
  const resolve = (inner: unknown): unknown => resolveValue(inner, template, lookup);
  if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only && (only[0] === 'Ref' || only[0] === 'Condition' || only[0].startsWith('Fn::'))) {
    if (only[0] !== 'Condition' || typeof only[1] === 'string') return call(only[0], only[1], { template, lookup, resolve });
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]).filter(([, inner]) => inner !== NO_VALUE));
}

type Context = { readonly template: TemplateDocument; readonly lookup: Lookup; readonly resolve: (value: unknown) => unknown };

const CONDITIONS = ['Condition', 'Fn::Equals', 'Fn::Not', 'Fn::And', 'Fn::Or'];

function call(name: string, argument: unknown, context: Context): unknown {
  const { resolve, lookup, template } = context;
  const list = () => resolve(argument) as unknown[];
  switch (name) {
    case 'Ref':
      return reference(String(argument), context);
    case 'Fn::GetAtt':
      return attribute(argument, lookup);
    case 'Fn::Join': {
      const [separator, parts] = list() as [string, unknown[]];
      return parts.map(String).join(separator);
    }
    case 'Fn::Sub':
      return substitute(argument, context);
    case 'Fn::Select': {
      const [index, items] = list() as [number | string, unknown[]];
      return items[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = list() as [string, string];
      return text.split(separator);
    }
    case 'Fn::ImportValue':
      return lookup.imported(String(resolve(argument)));
    case 'Fn::FindInMap': {
      const [map, first, second] = list() as [string, string, string];
      return template.Mappings?.[map]?.[first]?.[second];
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
      return resolve(holds({ Condition: condition }, context) ? whenTrue : whenFalse);
    }
    default:
      if (CONDITIONS.includes(name)) return holds({ [name]: argument }, context);
      throw new Error(`The local host does not know the template function ${name}`);
  }
}

function reference(name: string, { template, lookup, resolve }: Context): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (name.startsWith('AWS::')) {
    const value = lookup.pseudo[name];
    if (value === undefined) throw new Error(`The local host does not know the pseudo parameter ${name}`);
    return value;
  }
  const parameter = template.Parameters?.[name];
  return parameter ? resolve(parameter.Default) : lookup.ref(name);
}

function attribute(argument: unknown, lookup: Lookup): unknown {
  const [logicalId = '', ...names] = Array.isArray(argument) ? (argument as string[]) : String(argument).split('.');
  return lookup.attribute(logicalId, names.join('.'));
}

function substitute(argument: unknown, context: Context): string {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  return text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in variables) return String(context.resolve(variables[name]));
    if (name.includes('.') && !name.startsWith('AWS::')) return String(attribute(name, context.lookup));
    return String(reference(name, context) ?? whole);
  });
}

function holds(condition: unknown, context: Context): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(condition as Record<string, unknown>);
  const parts = () => (argument as unknown[]).map((part) => holds(part, context));
  if (name === 'Condition') return holds(context.template.Conditions?.[String(argument)] ?? {}, context);
  if (name === 'Fn::Not') return !parts()[0];
  if (name === 'Fn::And') return parts().every(Boolean);
  if (name === 'Fn::Or') return parts().some(Boolean);
  if (name === 'Fn::Equals') {
    const [left, right] = context.resolve(argument) as [unknown, unknown];
    return String(left) === String(right);
  }
  throw new Error(`The local host cannot judge the condition ${JSON.stringify(condition)}`);
}
