/**
 * Makes this thread's clock the host's: `new Date()`, `Date.now()`, `Date()` and what Intl formats when given nothing.
 * Timers stay real. Functions need no code for it, and none of theirs has run yet.
 */
export function installVirtualTime(shared: SharedArrayBuffer): void {
  const RealDate = Date;
  const offset = new Float64Array(shared);
  const now = () => RealDate.now() + (offset[0] ?? 0);

  const VirtualDate = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length ? given : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  // Otherwise `date.constructor` would lead back to real time.
  Object.defineProperty(RealDate.prototype, 'constructor', { value: VirtualDate, configurable: true, writable: true });
  globalThis.Date = VirtualDate;

  const { prototype } = Intl.DateTimeFormat;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  const { formatToParts } = prototype;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const bound = format?.call(this) as (date?: Date | number) => string;
      return (date?: Date | number) => bound(date ?? now());
    },
  });
  prototype.formatToParts = function (this: Intl.DateTimeFormat, date) {
    return formatToParts.call(this, date ?? now());
  };
}
