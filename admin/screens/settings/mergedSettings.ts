import type { SettingsFields } from './settingsFields.ts';

/** What stands in one field. */
export type Leaf = string | boolean | readonly string[];

/** A field of which two hands made different things. */
export type Difference = {
  /** As the API names it: `billing.taxRate`. */
  readonly field: string;
  readonly before: Leaf;
  readonly theirs: Leaf;
  readonly mine: Leaf;
};

export type Merged = {
  /** Theirs, and whatever is changed here: nothing that was typed is lost, and nothing of theirs where nothing was typed. */
  readonly fields: SettingsFields;
  /** Changed by both, to different values: they hold mine until someone chooses. */
  readonly both: readonly Difference[];
  /** Changed by them alone. */
  readonly theirs: readonly Difference[];
};

type Branch = { readonly [name: string]: Tree };
type Tree = Leaf | Branch;
const isLeaf = (value: Tree): value is Leaf => typeof value !== 'object' || Array.isArray(value);

/** Every field with its value, in the order of the form. */
function leavesOf(fields: SettingsFields): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (tree: Tree, path: string) => {
    if (isLeaf(tree)) leaves.set(path, tree);
    else for (const [name, value] of Object.entries(tree)) walk(value, path ? `${path}.${name}` : name);
  };
  walk(fields, '');
  return leaves;
}

export const isSame = (one: Leaf, other: Leaf): boolean => {
  if (typeof one === 'object' && typeof other === 'object')
    return one.length === other.length && one.every((each, at) => each === other[at]);
  // A blank at the end is cut off when it is saved.
  return typeof one === 'string' && typeof other === 'string' ? one.trim() === other.trim() : one === other;
};

/** One field of a copy is replaced. */
function put(branch: Branch, [name = '', ...rest]: readonly string[], value: Leaf): Branch {
  const inner = branch[name];
  return { ...branch, [name]: inner === undefined || isLeaf(inner) ? value : put(inner, rest, value) };
}

/** Every field, as it was, as they made it and as it is here. */
function differences(before: SettingsFields, mine: SettingsFields, theirs: SettingsFields): Difference[] {
  const [was, own] = [leavesOf(before), leavesOf(mine)];
  return [...leavesOf(theirs)].map(([field, their]) => ({
    field,
    before: was.get(field) ?? their,
    theirs: their,
    mine: own.get(field) ?? their,
  }));
}
const changedHere = ({ mine, before }: Difference) => !isSame(mine, before);
const changedThere = ({ theirs, before }: Difference) => !isSame(theirs, before);
const differs = ({ mine, theirs }: Difference) => !isSame(mine, theirs);

/** What two people made of the same settings. `before`: what both began with. */
export function merged(before: SettingsFields, mine: SettingsFields, theirs: SettingsFields): Merged {
  const all = differences(before, mine, theirs);
  const own = all.filter(changedHere);
  return {
    fields: own.reduce<Branch>((fields, { field, mine }) => put(fields, field.split('.'), mine), theirs) as SettingsFields,
    both: own.filter((each) => changedThere(each) && differs(each)),
    theirs: all.filter((each) => changedThere(each) && !changedHere(each)),
  };
}

/** What was typed for settings that someone else saved first: theirs stand, and each of mine is offered. */
export function leftOver(before: SettingsFields, mine: SettingsFields, theirs: SettingsFields): Merged {
  const typed = differences(before, mine, theirs).filter((each) => changedHere(each) && differs(each));
  return { fields: theirs, both: typed, theirs: [] };
}

/** The fields that are not as they were. */
export const changedFields = (before: SettingsFields, now: SettingsFields): string[] =>
  differences(before, now, before)
    .filter(changedHere)
    .map(({ field }) => field);

export const leafOf = (fields: SettingsFields, field: string): Leaf | undefined => leavesOf(fields).get(field);
