import { onTestFinished } from 'vitest';
import { connectWireless, type InProcess } from './xeroWireless.ts';

/** As `connectWireless`, until the test ends. */
export function connectInProcess(current: () => InProcess): void {
  onTestFinished(connectWireless(current));
}
