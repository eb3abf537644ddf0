import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployed } from './deployed.ts';

const { of } = deployed();

type AlarmProps = {
  AlarmDescription?: string;
  AlarmActions?: unknown[];
  MetricName: string;
  Namespace: string;
  Dimensions?: { Value: unknown }[];
};

describe('the alarms', () => {
  const alarms = Object.values(of<AlarmProps>('AWS::CloudWatch::Alarm'));
  const watches = (metric: string, of?: string) =>
    alarms.some(({ MetricName, Dimensions }) => MetricName === metric && (!of || JSON.stringify(Dimensions).includes(`"${of}"`)));

  it('say what a person loses, and reach someone', () => {
    expect(alarms.length).toBeGreaterThan(15);
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription?.length, AlarmDescription).toBeGreaterThan(40);
      expect(AlarmActions).toEqual([{ Ref: 'Alarms' }]);
    }
  });

  it('ring for everything that the functions count, and for nothing that they do not', () => {
    const sources = ['functions', 'shared'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    const counted = sources.flatMap((source) => [...source.matchAll(/metrics\.count\('(\w+)'/g)].map(([, name]) => name));
    const rung = alarms.filter(({ Namespace }) => Namespace === 'Rebill').map(({ MetricName }) => MetricName);
    expect(rung.sort()).toEqual([...new Set(counted)].sort());
  });

  it('ring at the first count of one, whatever words came with it', () => {
    for (const alarm of alarms.filter(({ Namespace }) => Namespace === 'Rebill')) {
      expect(alarm).toMatchObject({
        Threshold: 0,
        Statistic: 'Sum',
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
      expect(alarm.Dimensions, alarm.MetricName).toBeUndefined();
    }
  });

  it.each(['RunDeadLetters', 'PageDeadLetters', 'EmailDeadLetters', 'UploadDeadLetters', 'EventDeadLetters'])(
    'ring for anything in %s',
    (queue) => {
      expect(watches('ApproximateNumberOfMessagesVisible', queue)).toBe(true);
    },
  );

  it.each(['RunQueue', 'PageQueue', 'EmailQueue', 'UploadQueue'])('ring when messages grow old in %s', (queue) => {
    expect(watches('ApproximateAgeOfOldestMessage', queue)).toBe(true);
  });

  it.each(['StartRuns', 'PlanRun', 'MakeInvoices', 'EmailInvoice', 'RecordEmailEvent', 'Sweep', 'UploadToXero'])(
    'ring when %s fails',
    (job) => {
      expect(watches('Errors', `${job}Function`)).toBe(true);
    },
  );

  it('ring for bounces and complaints before SES stops our mail', () => {
    const threshold = (name: string) => alarms.find(({ MetricName }) => MetricName === name);
    expect(threshold('Reputation.BounceRate')).toMatchObject({ Threshold: 0.04 });
    expect(threshold('Reputation.ComplaintRate')).toMatchObject({ Threshold: 0.0008 });
    expect(watches('Reputation.BounceRate', 'Mail')).toBe(true);
  });
});
