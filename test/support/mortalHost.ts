import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from './freePort.ts';

/** `npm start` in a process of its own, that can be killed as a power cut would. The same folder and port at every start. */
export class MortalHost {
  readonly #arguments: readonly string[];
  readonly url: string;
  /** Where the stand-in Xero is. */
  readonly xeroUrl: string;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(port: number, options: readonly string[]) {
    this.url = `http://localhost:${port}`;
    this.xeroUrl = `http://localhost:${port + 2}`;
    this.#arguments = ['local/main.ts', '--empty', '--port', String(port), ...options];
  }

  static async in(dataDir: string, cdkOut: string, delaySeconds: number): Promise<MortalHost> {
    return new MortalHost(await freePort(), ['--data', dataDir, '--app', cdkOut, '--delay', String(delaySeconds)]);
  }

  /** The end of what it has written since it was started. */
  get heard(): string {
    return this.#output.slice(-2000);
  }

  /** Resolves when it is ready, with how long that took. */
  start(): Promise<number> {
    const began = performance.now();
    const child = spawn(process.execPath, [...this.#arguments], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#output = '';
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.#output += chunk;
        if (this.#output.includes('is ready')) resolve(performance.now() - began);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => reject(new Error(`It ended:\n${this.#output}`)));
    });
  }

  /** `kill -9`: nothing is flushed, nobody says goodbye. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}
