import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** The two other origins that the app talks to, without `/` at the end. */
export type Elsewhere = { readonly filesOrigin: string; readonly signInOrigin: string };

/** What every answer of the app's origin tells the browser. Anything injected into a page finds nothing to load, and nobody to tell. */
export function adminHeaders(scope: Construct, elsewhere: Elsewhere): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'AdminHeaders', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(elsewhere), override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      // An address in the app names customers and months: no other site hears of it.
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: PERMISSIONS, override: true },
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      ],
    },
  });
}

/** What the app never asks a browser for. Writing to the clipboard is not among it: DNS records are copied. */
const PERMISSIONS = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'display-capture']
  .map((feature) => `${feature}=()`)
  .join(', ');

function contentSecurityPolicy({ filesOrigin, signInOrigin }: Elsewhere): string {
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    // Mantine puts its theme, and its scroll lock, into style elements that it makes as it runs.
    'style-src': "'self' 'unsafe-inline'",
    // A logo before it is saved is a `data:`.
    'img-src': `'self' data: ${filesOrigin}`,
    'font-src': "'self'",
    'connect-src': `'self' ${filesOrigin} ${signInOrigin}`,
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'form-action': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
