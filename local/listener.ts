import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { frontOf } from './app/front.ts';
import type { AppSpec, Stack } from './assembly/specs.ts';
import { answerConsole, type ConsoleParts } from './console/console.ts';
import { gatewayOf } from './gateway/gateway.ts';
import type { PostOffice } from './mail/postOffice.ts';
import { Grants } from './signIn/grants.ts';
import type { SignInParts } from './signIn/parts.ts';
import { Remembered } from './signIn/remembered.ts';
import { answerSignIn, SIGN_IN_PATH, signInConfig } from './signIn/signIn.ts';
import type { Pool } from './workers/pool.ts';

export type Served = Omit<ConsoleParts, 'outbox' | 'faults' | 'senders'> & {
  readonly dataDir: string;
  readonly stack: Stack;
  /** The web app with its addresses on this machine; a template may have none. */
  readonly app: AppSpec | undefined;
  readonly pool: Pool;
  readonly post: PostOffice;
};

/** The console and the sign-in under `/_local/`; elsewhere what the template serves: the app and the API, or the API alone. */
export function listenerOf({ post, ...parts }: Served): RequestListener {
  const { outbox, faults, senders } = post;
  const { app, url } = parts;
  const gateway = gatewayOf({ ...parts, publicKey: parts.tokens.publicKey });
  const signIn = app && signInOf(app, parts);
  const front = app && signIn ? frontOf({ app, config: signInConfig(signIn, url), api: gateway }) : gateway;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (signIn && path.startsWith(`${SIGN_IN_PATH}/`)) return answerSignIn(request, response, signIn, url);
    if (/^\/_local(\/|$)/.test(path)) return answerConsole(request, response, { ...parts, outbox, faults, senders });
    return front(request, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      parts.happenings.add('host', error instanceof Error ? (error.stack ?? error.message) : String(error), true);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

function signInOf({ client }: AppSpec, { authorizer, tokens, dataDir, url }: Omit<Served, 'post'>): SignInParts | undefined {
  if (!authorizer) return undefined;
  const remembered = new Remembered(dataDir, new URL(url).port);
  return { client, authorizer, tokens, grants: new Grants(dataDir), remembered };
}
