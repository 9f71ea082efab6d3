/** What may be spent on one image, and what was. */
export class Budget {
  readonly maxBytes: number;
  /** Milliseconds; undefined where it takes as long as it takes. */
  readonly within: number | undefined;
  #bytes = 0;
  #over = false;

  constructor(maxBytes: number, within: number | undefined) {
    this.maxBytes = maxBytes;
    this.within = within;
  }

  /** Whether so many bytes more may be read; then they count as read. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.maxBytes) return false;
    this.#bytes += bytes;
    return true;
  }

  /** Whether the time is over. */
  get isOver(): boolean {
    return this.#over;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Does the work until it is done or the time is over; whether it was done. What is under way then comes to nothing. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.within === undefined) {
      await work();
      return true;
    }
    const { setTimeout: sleep } = await import('node:timers/promises');
    const done = new AbortController();
    const working = work();
    // It may end in an error after the time is over, when nobody waits for it any more.
    working.catch(() => {});
    const over = sleep(this.within, true, { signal: done.signal }).catch(() => true);
    try {
      this.#over = await Promise.race([working.then(() => false), over]);
      return !this.#over;
    } finally {
      done.abort();
    }
  }
}

/** Does the work for every item, at most `width` at a time, until `isOver` says to stop. The work must not throw. */
export async function forEachOf<T>(
  items: readonly T[],
  width: number,
  isOver: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !isOver()) {
      const item = items[next++] as T;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
