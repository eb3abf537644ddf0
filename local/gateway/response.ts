export type HttpAnswer = { readonly status: number; readonly headers: Record<string, string | string[]>; readonly body: Buffer };

type Shape = {
  readonly statusCode?: unknown;
  readonly headers?: Record<string, unknown>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
};

export function plain(status: number, message: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify({ message })) };
}

/** What API Gateway makes of a function's result. One without a status is the body itself; one that makes no sense is a bare 500. */
export function answerOf(result: string): HttpAnswer {
  const value = JSON.parse(result) as unknown;
  const shape = (value !== null && typeof value === 'object' && 'statusCode' in value ? value : undefined) as Shape | undefined;
  if (!shape) {
    const body = typeof value === 'string' ? value : result;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const status = Number(shape.statusCode);
  const { body = '' } = shape;
  if (!Number.isInteger(status) || status < 200 || status > 599 || (body !== null && typeof body !== 'string')) {
    return plain(500, 'Internal Server Error');
  }
  const headers = Object.entries(shape.headers ?? {}).map(([name, text]): [string, string] => [name.toLowerCase(), String(text)]);
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(headers),
      ...(shape.cookies?.length ? { 'set-cookie': [...shape.cookies] } : {}),
    },
    body: Buffer.from(body ?? '', shape.isBase64Encoded ? 'base64' : 'utf8'),
  };
}
