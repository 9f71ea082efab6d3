/** Milliseconds. */
const tenSeconds = 10_000;
const threeSeconds = 3_000;

export interface HandoverOptions {
  /** Given when the watch is to end. */
  readonly stop: AbortSignal;
  readonly tell: (sentence: string) => void;
  /** Milliseconds until it is told that somebody waits; and until nobody does any more, once the watch is to end: sooner than a sensor is killed that nobody reads. */
  readonly toldAfter?: number;
  readonly leftAfter?: number;
}

/**
 * With whoever takes alerts: they are waited for, so that nothing piles up, and while they take nothing, nothing is judged, which is told. A watch that is to
 * end does not wait for ever.
 */
export class Handover {
  readonly #options: HandoverOptions;
  /** Nobody waits any more: some alerts were not taken. */
  isOver = false;

  constructor(options: HandoverOptions) {
    this.#options = options;
  }

  /** Until it is taken, or patience is over. Throws what taking throws. */
  async waitFor(taken: Promise<unknown>): Promise<void> {
    // Its failure after that is nobody's.
    taken.catch(() => {});
    if (this.isOver) return;
    const { stop, tell, toldAfter = tenSeconds, leftAfter = threeSeconds } = this.#options;
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    let end: NodeJS.Timeout | undefined;
    const leaveSoon = (): void => {
      end = setTimeout(() => {
        this.isOver = true;
        leave();
      }, leftAfter);
    };
    if (stop.aborted) leaveSoon();
    else stop.addEventListener('abort', leaveSoon, { once: true });
    const waiting = setInterval(
      () => tell('nobody takes the alerts: nothing is judged meanwhile, and events are lost'),
      toldAfter,
    );
    try {
      await Promise.race([taken, left]);
    } finally {
      clearInterval(waiting);
      clearTimeout(end);
      stop.removeEventListener('abort', leaveSoon);
    }
  }
}
