import type { Ids } from '../domain/ports.ts';

export const ids: Ids = { fresh: () => crypto.randomUUID() };
