import { randomBytes } from 'node:crypto';
import type { Ids, Secrets } from '../domain/ports.ts';

export const ids: Ids = { fresh: () => crypto.randomUUID() };

export const secrets: Secrets = { fresh: () => randomBytes(32).toString('base64url') };
