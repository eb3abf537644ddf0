/** The body of SES's `POST /v2/email/outbound-emails`, as far as it is kept here. */
export type SendEmail = {
  readonly FromEmailAddress?: string;
  readonly Destination?: { readonly ToAddresses?: string[]; readonly CcAddresses?: string[]; readonly BccAddresses?: string[] };
  readonly ReplyToAddresses?: string[];
  readonly FeedbackForwardingEmailAddress?: string;
  readonly Content?: { readonly Simple?: Simple; readonly Raw?: { readonly Data: string }; readonly Template?: unknown };
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[];
  readonly ConfigurationSetName?: string;
};

export type Simple = {
  readonly Subject?: { readonly Data: string };
  readonly Body?: { readonly Text?: { readonly Data: string }; readonly Html?: { readonly Data: string } };
  readonly Headers?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Attachments?: readonly Attachment[];
};

export type Attachment = {
  readonly FileName: string;
  /** In base64. */
  readonly RawContent: string;
  readonly ContentType?: string;
  readonly ContentDisposition?: 'ATTACHMENT' | 'INLINE';
  readonly ContentId?: string;
};

export function recipientsOf({ Destination = {} }: SendEmail): string[] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}

/** `"Aap Mobile" <billing@aap.example>` → `billing@aap.example` */
export function bareAddress(text: string): string {
  return /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
}
