/** An attribute as DynamoDB's wire says it: `{"S":"text"}`. */
export type Value = Record<string, unknown>;
export type Item = Record<string, Value>;

/** AWS's rules: names and text in UTF-8 bytes, numbers about a byte for two digits, a byte for each element and three for each collection. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce((so, [name, value]) => so + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: Value): number {
  const [type, content] = Object.entries(value)[0] ?? [];
  if (type === 'S') return Buffer.byteLength(String(content));
  if (type === 'N') return Math.ceil(String(content).replace(/[-.]/g, '').length / 2) + 1 + (String(content).startsWith('-') ? 1 : 0);
  if (type === 'B') return Math.ceil((String(content).length * 3) / 4);
  if (type === 'L') return 3 + (content as Value[]).reduce((so, each) => so + 1 + valueSize(each), 0);
  if (type === 'M')
    return 3 + Object.entries(content as Item).reduce((so, [name, each]) => so + 1 + Buffer.byteLength(name) + valueSize(each), 0);
  if (type === 'NS' || type === 'SS') return (content as string[]).reduce((so, each) => so + Buffer.byteLength(each), 0);
  return 1;
}
