import { REGION } from '../assembly/physical.ts';
import type { AppSpec, CorsRuleSpec, Stack } from '../assembly/specs.ts';

/** Where things are on this machine, origins without `/` at the end. */
export type Here = { readonly url: string; readonly s3: string };

/** Puts this machine's addresses where a template's text has those of the cloud. */
export type Relocate = (text: string) => string;

/** The app's own origin, the buckets' and that of the sign-in; what else the text holds stays as it is. */
export function relocation(app: AppSpec, buckets: readonly string[], { url, s3 }: Here): Relocate {
  const places = [
    [app.origin, url],
    [app.client.signInOrigin, url],
    ...buckets.map((bucket) => [`https://${bucket}.s3.${REGION}.amazonaws.com`, s3] as const),
  ] as const;
  return (text) => places.reduce((changed, [there, here]) => (there ? changed.replaceAll(there, here) : changed), text);
}

/** The app with its addresses on this machine. */
export function appHere(app: AppSpec, relocate: Relocate): AppSpec {
  const { client, behaviours } = app;
  return {
    ...app,
    origin: relocate(app.origin),
    behaviours: behaviours.map((behaviour) => ({
      ...behaviour,
      headers: Object.fromEntries(Object.entries(behaviour.headers).map(([name, value]) => [name, relocate(value)])),
    })),
    client: { ...client, callbackUrls: client.callbackUrls.map(relocate), logoutUrls: client.logoutUrls.map(relocate) },
  };
}

/** Whose pages may read a bucket here. */
export function corsHere(cors: Stack['cors'], relocate: Relocate): Record<string, CorsRuleSpec[]> {
  return Object.fromEntries(
    Object.entries(cors).map(([bucket, rules]) => [bucket, rules.map((rule) => ({ ...rule, origins: rule.origins.map(relocate) }))]),
  );
}
