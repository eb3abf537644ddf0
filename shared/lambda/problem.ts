import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, type ProblemCode } from '../domain/problem.ts';

/** Does not compile when a code has no number. */
export const STATUS_OF = {
  invalid: 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'setup-required': 409,
  'too-large': 413,
  unavailable: 503,
} as const satisfies Record<ProblemCode, number>;

const TITLES = {
  invalid: 'Something in the request is not right',
  unauthorised: 'Please sign in',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Not possible now',
  stale: 'Changed by someone else meanwhile',
  'setup-required': 'Set-up is not finished',
  'too-large': 'Too large',
  unavailable: 'Please try again',
} as const satisfies Record<ProblemCode, string>;

/** Turns whatever a handler throws into RFC 9457 problem+json. What we did not expect stays in the log: it may hold what is not for callers. */
export function problems(log: (error: unknown) => void): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const { error } = request;
      if (error instanceof Problem) {
        request.response = problemResponse(error);
      } else {
        log(error);
        request.response = response(500, {
          type: '/problems/internal',
          title: 'Something went wrong on our side',
          status: 500,
          code: 'internal',
        });
      }
    },
  };
}

function problemResponse({ code, message, fields }: Problem): APIGatewayProxyStructuredResultV2 {
  const status = STATUS_OF[code];
  return response(status, {
    type: `/problems/${code}`,
    title: TITLES[code],
    status,
    detail: message,
    code,
    ...(code === 'setup-required' ? { missing: fields.map(({ field }) => field) } : {}),
    ...(code !== 'setup-required' && fields.length > 0 ? { errors: fields } : {}),
  });
}

function response(statusCode: number, body: object): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
