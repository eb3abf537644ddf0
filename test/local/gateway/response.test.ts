import { expect, test } from 'vitest';
import { answerOf } from '../../../local/gateway/response.ts';

const shown = (result: unknown) => {
  const { status, headers, body } = answerOf(JSON.stringify(result));
  return [status, headers['content-type'], body.toString()];
};

test.each([
  [{ statusCode: 201, headers: { 'Content-Type': 'text/css' }, body: 'x' }, [201, 'text/css', 'x']],
  [
    { statusCode: 200, body: Buffer.from('picture').toString('base64'), isBase64Encoded: true },
    [200, 'text/plain; charset=utf-8', 'picture'],
  ],
  [{ statusCode: '204' }, [204, 'text/plain; charset=utf-8', '']],
  [{ hello: 1 }, [200, 'application/json', '{"hello":1}']],
  ['text', [200, 'application/json', 'text']],
  [{ statusCode: 'x' }, [500, 'application/json', '{"message":"Internal Server Error"}']],
  [{ statusCode: 200, body: { not: 'text' } }, [500, 'application/json', '{"message":"Internal Server Error"}']],
])('%j is answered as API Gateway would', (result, expected) => expect(shown(result)).toEqual(expected));
