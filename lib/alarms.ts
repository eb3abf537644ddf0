import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName, Functions } from './functions.ts';
import type { Mail } from './mail.ts';
import type { Queues } from './queues.ts';

type Watched = { readonly queues: Queues; readonly functions: Functions; readonly mail: Mail; readonly http: HttpApi };

/** One alarm: what is measured, over which value it rings, and what a person loses while it does. */
type Watch = { readonly id: string; readonly metric: IMetric; readonly above: number; readonly loses: string };

const PERIOD = Duration.minutes(5);

/** What the functions count in their logs, without dimensions. One is enough to ring. */
const COUNTED = {
  Unconfirmed: 'An invoice was handed to SES and no answer came: its customer may or may not have it. Ask, then send it again or leave it.',
  Parked: 'An invoice could not be priced or looks wrong: that customer is not billed until someone repairs it.',
  StartFailed: 'Whether a reseller has a month to bill could not be found out: if it stays so, that reseller has no invoices.',
  MonthsMissed: 'A reseller is more than three months behind: nothing is made for them until a person runs, or skips, the oldest.',
  RunNotFinished: "A month's run stands still: some of its customers have no invoice, and the reseller's next month cannot begin.",
  RunCheckFailed: 'A finished run does not add up (invoices, numbers or totals): someone may be billed wrongly or not at all.',
  ChargeClash: 'A charge already carries another invoice number: its customer may be asked for the same money twice.',
  SweepFailed: 'Something that a crash left behind could not be mended: an invoice waits, or a page of a run.',
  JobFailed:
    'A message of a queue failed at this try: a month, a page of invoices, an email or an upload is late; after five tries it is set aside.',
  StrangerEvent: 'SES told of an email that no invoice here knows: a status may be missing, or someone else sends in our name.',
  EmailHeld: "SES's rate or daily quota is spent: emails are held and go out later than the promised five minutes.",
  SenderCheckFailed:
    "Whether SES has found a reseller's DNS records could not be asked: their invoices are refused until it is, or until they look themselves.",
  ConnectFailed: 'A reseller came back from Xero and could not be connected for a fault of ours: the table, the key or the secret.',
  XeroExpired: "A reseller's link to Xero has ended: their uploads wait, and their books fall behind, until someone there reconnects.",
  XeroTotalDiffers: 'Xero made another total of an invoice than we did: what its customer was sent and what the books say differ by cents.',
  XeroSilent: 'Xero does not answer: invoices wait, and of those under way nobody knows yet whether they are in the books.',
};

const FAILING = {
  startRuns: 'The hourly question "whose month is due?" failed: if it keeps failing, nobody is billed.',
  planRun: "The planner died (out of time or memory) over a reseller's month; after five tries it stops.",
  makeInvoices: 'A worker died (out of time or memory) over a page of invoices; after five tries it stops.',
  emailInvoice: 'A worker died over an email: the invoice goes out late, or stands as unconfirmed.',
  recordEmailEvent: 'What became of an email could not be written down: its status is behind, a bounce may be unseen.',
  sweep: 'The sweeper failed: what crashes left behind stays there, emails, pages and uploads alike.',
  checkSenders: 'Nobody asks SES whose DNS records have been found: a reseller who does not look may wait, and their invoices with them.',
  uploadToXero: "A worker died (out of time or memory) over a reseller's uploads: they reach Xero late; after five tries they stop.",
} satisfies Partial<Record<FunctionName, string>>;

const SET_ASIDE = {
  run: 'Planning a month failed five times: that reseller has no invoices this month until someone looks.',
  page: "A page of a run failed five times: its customers' invoices are late. The sweeper queues it again, but the fault remains.",
  email: 'An email crashed its worker five times: that invoice is not sent.',
  upload: "A reseller's uploads crashed their worker five times: their invoices are missing in Xero until someone looks.",
  event: 'An event was lost: a bounce may not be shown, or an hour passed without asking which months are due.',
} satisfies Record<keyof Queues['deadLetters'], string>;

/** By queue: the minutes after which waiting is no longer normal, and what the waiting costs. */
const WAITING = {
  runQueue: [45, 'Months that have begun are not being planned: resellers come in to no invoices.'],
  pageQueue: [30, 'Planned invoices are not being made: customers get theirs late.'],
  emailQueue: [15, 'Emails wait longer than the promised five minutes.'],
  uploadQueue: [60, "Nobody works the uploads: resellers look for their month's invoices in Xero, and do not find them."],
} as const satisfies Partial<Record<keyof Queues, readonly [number, string]>>;

/** SES reviews a sender at 5 % bounces or 0.1 % complaints, and may stop all mail of the deployment at twice that. */
const REPUTATION = {
  BounceRate: [0.04, 'Too many addresses are dead: SES is about to review, and may stop, the mail of every reseller.'],
  ComplaintRate: [0.0008, 'Too many people call our mail spam: SES is about to review, and may stop, the mail of every reseller.'],
} as const;

/** Whoever should hear is subscribed to the topic by hand: the template knows nobody's address. */
export function alarms(scope: Construct, watched: Watched): void {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  const ring = new SnsAction(topic);
  for (const { id, metric, above, loses } of watches(watched)) {
    new Alarm(scope, `${id}Alarm`, {
      alarmDescription: loses,
      metric,
      threshold: above,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(ring);
  }
  new CfnOutput(scope, 'AlarmTopicArn', { value: topic.topicArn, description: 'Subscribe to hear the alarms' });
}

function watches({ queues, functions, mail, http }: Watched): Watch[] {
  const sum = { period: PERIOD, statistic: Stats.SUM };
  const most = { period: PERIOD, statistic: Stats.MAXIMUM };
  const dimensionsMap = { 'ses:configuration-set': mail.configurationSet.configurationSetName };
  return [
    ...entries(COUNTED).map(([metricName, loses]) => watch(metricName, new Metric({ namespace: 'Rebill', metricName, ...sum }), loses)),
    ...entries(FAILING).map(([name, loses]) => watch(`${capitalised(name)}Errors`, functions[name].metricErrors(sum), loses)),
    ...entries(SET_ASIDE).map(([name, loses]) =>
      watch(`${capitalised(name)}DeadLetters`, queues.deadLetters[name].metricApproximateNumberOfMessagesVisible(most), loses),
    ),
    ...entries(WAITING).map(([name, [minutes, loses]]) =>
      watch(`${capitalised(name)}Old`, queues[name].metricApproximateAgeOfOldestMessage(most), loses, minutes * 60),
    ),
    ...entries(REPUTATION).map(([name, [above, loses]]) => {
      const averaged = { dimensionsMap, statistic: Stats.AVERAGE, period: Duration.hours(1) };
      return watch(name, new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${name}`, ...averaged }), loses, above);
    }),
    watch('ServerErrors', http.metricServerError(sum), 'Someone was told only that it went wrong: a bug, with its story in the log.'),
  ];
}

const watch = (id: string, metric: IMetric, loses: string, above = 0): Watch => ({ id, metric, above, loses });

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `Object.entries`, but knowing the names. */
const entries = <T extends object>(of: T) => Object.entries(of) as { [K in keyof T & string]: [K, T[K]] }[keyof T & string][];
