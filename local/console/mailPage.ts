import type { MailSummary } from '../mail/outbox.ts';
import { outcomesFor } from '../mail/outcomes.ts';
import type { SendEmail } from '../mail/request.ts';
import { attachmentUrl } from './mail.ts';
import { documentOf } from './page.ts';
import { escaped } from './reply.ts';

/** One email, to look at. Its HTML is shown in a frame that can do nothing. */
export function mailPage(summary: MailSummary, { Content, Destination }: SendEmail): string {
  const { id, at, from, to, subject, tags, configurationSet = '' } = summary;
  const body = Content?.Simple?.Body;
  const rows: [string, string][] = [
    ['From', escaped(from)],
    ['To', to.map(recipient).join('<br>')],
    ['Cc', (Destination?.CcAddresses ?? []).map(recipient).join('<br>')],
    ['Bcc', (Destination?.BccAddresses ?? []).map(recipient).join('<br>')],
    ['Sent', `<time>${escaped(at)}</time>`],
    [
      'Tags',
      Object.entries(tags)
        .map(([name, value]) => `<code>${escaped(name)}=${escaped(value)}</code>`)
        .join(' '),
    ],
    ['Configuration set', escaped(configurationSet)],
    ['Attachments', attachments(summary)],
  ];
  const shown = rows.filter(([, value]) => value).map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`);
  return documentOf(
    subject,
    `<p class="back"><a href="/_local/">← Console</a></p>
<section><h2>${escaped(subject)}</h2><table class="facts">${shown.join('')}</table>
<p><a href="/_local/mail/${escaped(id)}.eml">Save as .eml</a></p></section>
${body?.Html ? `<section><h2>As HTML</h2><iframe sandbox title="The email" src="/_local/mail/${escaped(id)}/html"></iframe></section>` : ''}
${body?.Text ? `<section><h2>As text</h2><pre>${escaped(body.Text.Data)}</pre></section>` : ''}`,
  );
}

/** An address, and what SES will say of it. */
function recipient(address: string): string {
  const fate = outcomesFor(address).map(({ eventType }) => eventType);
  return `${escaped(address)} <span class="quiet">→ ${fate.join(', then ') || 'nothing is heard of it'}</span>`;
}

function attachments({ id, attachments: list }: MailSummary): string {
  return list
    .map(
      ({ fileName, bytes }, index) =>
        `<a href="${attachmentUrl(escaped(id), index)}">${escaped(fileName)}</a> (${Math.ceil(bytes / 1024)} KB)`,
    )
    .join('<br>');
}
