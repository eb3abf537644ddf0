import { Buffer } from 'node:buffer';
import { REGION } from '../assembly/physical.ts';
import { bareAddress, recipientsOf, type SendEmail } from './request.ts';

/** An error as SES v2 answers it. */
export type SesError = { readonly status: number; readonly type: string; readonly message: string };

const MOST_RECIPIENTS = 50;
const MOST_HEADERS = 15;
const LONGEST_HEADER = 995;
const LARGEST_BYTES = 40 * 1024 * 1024;
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

const bad = (message: string): SesError => ({ status: 400, type: 'BadRequestException', message });

/** What SES would refuse about this email; undefined when it would take it. */
export function refusalOf(
  request: SendEmail,
  configurationSets: ReadonlySet<string>,
  mayUse: (domain: string) => boolean,
): SesError | undefined {
  const { FromEmailAddress: from, ConfigurationSetName: set } = request;
  const recipients = recipientsOf(request);
  if (!from && !request.Content?.Raw) return bad('FromEmailAddress is required');
  if (set !== undefined && !configurationSets.has(set)) {
    return { status: 404, type: 'NotFoundException', message: `Configuration set <${set}> does not exist.` };
  }
  if (recipients.length === 0) return bad('Must have at least one recipient');
  if (recipients.length > MOST_RECIPIENTS) return bad(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  const addresses = [from ?? '', ...recipients, ...(request.ReplyToAddresses ?? []), request.FeedbackForwardingEmailAddress ?? ''];
  const fault = addresses.filter(Boolean).map(faultOfAddress).find(Boolean);
  return fault ? bad(fault) : (refusalOfContent(request) ?? refusalOfTags(request) ?? refusalOfSender(request, mayUse));
}

/** In SES's words; undefined for a good one. */
export function faultOfAddress(text: string): string | undefined {
  // A control character anywhere, the name before the address included, could start a header of its own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'Address contains control characters';
  const address = bareAddress(text);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 0 || !domain) return "Missing final '@domain'";
  if (!local) return 'Missing local part';
  if (/[\s<>()[\]\\,;:@"]/.test(local)) return 'Local address contains control or whitespace';
  if (/[^!-~]/.test(local)) return 'Local address contains non-ASCII characters';
  if (domain.startsWith('.')) return 'Domain starts with dot';
  if (domain.endsWith('.')) return 'Domain ends with dot';
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'Domain contains illegal character';
  return address.length > 320 || local.length > 64 ? 'Address is too long' : undefined;
}

function refusalOfContent({ Content: content }: SendEmail): SesError | undefined {
  const simple = content?.Simple;
  if (content?.Raw) return tooLarge(Buffer.byteLength(content.Raw.Data));
  if (!simple) return bad('Content must have one of Simple, Raw and Template');
  if (simple.Subject?.Data === undefined) return bad('Subject is required');
  if (/[\r\n]/.test(simple.Subject.Data)) return bad('Subject contains line breaks');
  if (simple.Body?.Text?.Data === undefined && simple.Body?.Html?.Data === undefined) return bad('Body is required: Text, Html or both');
  const headers = simple.Headers ?? [];
  if (headers.length > MOST_HEADERS) return bad(`Header count exceeds ${MOST_HEADERS}.`);
  for (const { Name, Value } of headers) {
    if (!/^[!-9;-~]{1,126}$/.test(Name) || !/^[ -~]+$/.test(Value)) return bad(`Header ${JSON.stringify(Name)} is not printable ASCII`);
    if (Name.length + Value.length > LONGEST_HEADER) return bad(`Header ${Name} is longer than ${LONGEST_HEADER} characters`);
  }
  const attachments = simple.Attachments ?? [];
  if (attachments.some(({ FileName, RawContent }) => !FileName || RawContent === undefined))
    return bad('An attachment needs FileName and RawContent');
  return tooLarge(attachments.reduce((bytes, { RawContent }) => bytes + RawContent.length, 0));
}

/** `mayUse`: whether mail from this domain is taken. */
function refusalOfSender({ FromEmailAddress: from }: SendEmail, mayUse: (domain: string) => boolean): SesError | undefined {
  const address = bareAddress(from ?? '');
  if (!from || mayUse(address.slice(address.lastIndexOf('@') + 1))) return undefined;
  const message = `Email address is not verified. The following identities failed the check in region ${REGION.toUpperCase()}: ${address}`;
  return { status: 400, type: 'MessageRejected', message };
}

function tooLarge(bytes: number): SesError | undefined {
  if (bytes <= LARGEST_BYTES) return undefined;
  return { status: 400, type: 'MessageRejected', message: `Message length is more than ${LARGEST_BYTES} bytes long: '${bytes}'.` };
}

function refusalOfTags({ EmailTags: tags = [] }: SendEmail): SesError | undefined {
  for (const { Name, Value } of tags) {
    const said = "only alphanumeric ASCII characters, '_', and '-' are allowed.";
    if (!TAG.test(Name ?? '')) return bad(`Invalid tag name <${Name}>: ${said}`);
    if (!TAG.test(Value ?? '')) return bad(`Invalid tag value <${Value}>: ${said}`);
  }
  const names = new Set(tags.map(({ Name }) => Name));
  return names.size < tags.length ? bad('Duplicate tag name') : undefined;
}
