import { config } from '../config.ts';

/** What a browser that was sent to Xero must bring back, besides what stands in the address. */
export const CONSENT_COOKIE = 'rebill-xero';

/** Read by no script, sent to no other site, and to one path alone. `seconds` 0 takes it away. */
export function consentCookie(secret: string, seconds: number): string {
  // A browser takes no `Secure` cookie over plain http, which only a developer's own machine speaks.
  const secure = config.appUrl().startsWith('https:') ? '; Secure' : '';
  return `${CONSENT_COOKIE}=${secret}; Path=/v1/xero/callback; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
