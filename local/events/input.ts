import type { TargetSpec } from '../assembly/specs.ts';

/** What a rule's target gets of an event: all of it, a part, a constant, or a text made from parts. */
export function inputFor(target: TargetSpec, event: unknown): unknown {
  if (target.input !== undefined) return JSON.parse(target.input) as unknown;
  if (target.inputPath !== undefined) return at(event, target.inputPath);
  if (!target.inputTransformer) return event;
  const { InputPathsMap = {}, InputTemplate } = target.inputTransformer;
  const filled = InputTemplate.replace(/("?)<([\w.-]+)>\1/g, (_, quote: string, name: string) => {
    const path = InputPathsMap[name];
    const value = path === undefined ? event : at(event, path);
    return quote && typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value ?? null);
  });
  return JSON.parse(filled) as unknown;
}

/** `$.detail.mail.messageId` */
function at(event: unknown, path: string): unknown {
  const names = path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean);
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}
