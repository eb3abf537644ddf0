import type { Metrics } from '../domain/ports.ts';

const NAMESPACE = 'Rebill';

/**
 * CloudWatch's embedded metric format: a line in the log that is also a count. The words only tell whose it was; as dimensions each of
 * them would be a metric of its own, paid for by the month.
 *
 * Written past the console, which Lambda would wrap in a line of its own format, in which no metric is found.
 */
export const metrics: Metrics = {
  count(name, value = 1, words = {}) {
    const _aws = {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics: [{ Name: name, Unit: 'Count' }] }],
    };
    process.stdout.write(`${JSON.stringify({ ...words, _aws, [name]: value })}\n`);
  },
};
