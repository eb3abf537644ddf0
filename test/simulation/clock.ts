/** The world's time: it passes when the world says so. */
export class Clock {
  now: Date;

  constructor(from: string) {
    this.now = new Date(from);
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** Never back. */
  until(instant: string): void {
    const then = new Date(instant);
    if (then > this.now) this.now = then;
  }
}
