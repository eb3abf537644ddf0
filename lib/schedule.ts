import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { Functions } from './functions.ts';
import type { Mail } from './mail.ts';
import type { Queues } from './queues.ts';

/** What happens by itself: three clocks, and what SES tells of our emails, which is heard though the rest be `paused`. */
export function schedule(
  scope: Construct,
  functions: Functions,
  { deadLetters }: Queues,
  { configurationSet }: Mail,
  paused = false,
): void {
  const delivery = { deadLetterQueue: deadLetters.event, retryAttempts: 10, maxEventAge: Duration.hours(2) };

  new Rule(scope, 'startRuns', {
    description: 'Every hour: whose month has begun, in their own time zone?',
    schedule: Schedule.expression('cron(5 * * * ? *)'),
    enabled: !paused,
    targets: [new LambdaFunction(functions.startRuns, delivery)],
  });

  new Rule(scope, 'sweep', {
    description: 'Finds what a crash or a lost message left behind',
    schedule: Schedule.rate(Duration.minutes(5)),
    enabled: !paused,
    targets: [new LambdaFunction(functions.sweep, delivery)],
  });

  new Rule(scope, 'checkSenders', {
    description: 'Whose DNS records have been found, or have gone?',
    schedule: Schedule.rate(Duration.minutes(15)),
    targets: [new LambdaFunction(functions.checkSenders, delivery)],
  });

  new Rule(scope, 'emailEvents', {
    description: 'What became of our emails: delivered, bounced, complained, delayed, refused',
    eventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
    },
    // SES tells each thing once: what is lost here is lost for good, so it is tried for a whole day.
    targets: [new LambdaFunction(functions.recordEmailEvent, { ...delivery, retryAttempts: 185, maxEventAge: Duration.hours(24) })],
  });
}
