/** What may be spent on one image, and what was. */
export interface BudgetOptions {
  /** Bytes of what is read in all. */
  readonly maxBytes: number;
  /** Milliseconds; without them it takes as long as it takes. */
  readonly within?: number;
  /** Aborted when whoever asked needs the answer. */
  readonly deadline?: AbortSignal;
}

export class Budget {
  readonly maxBytes: number;
  readonly #options: BudgetOptions;
  #bytes = 0;
  #isOver = false;

  constructor(options: BudgetOptions) {
    this.maxBytes = options.maxBytes;
    this.#options = options;
  }

  /** Whether so many bytes more may be read; then they count as read. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.maxBytes) return false;
    this.#bytes += bytes;
    return true;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the time is over. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Does the work until it is done or the time is over; whether it was done. What is under way then comes to nothing. */
  async run(work: () => Promise<void>): Promise<boolean> {
    const { within, deadline } = this.#options;
    if (within === undefined && deadline === undefined) {
      await work();
      return true;
    }
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      this.#isOver = true;
      resolve();
    };
    const timer = within === undefined ? undefined : setTimeout(end, within);
    deadline?.addEventListener('abort', end, { once: true });
    if (deadline?.aborted === true) end();
    const working = work();
    // It may end in an error after the time is over, when nobody waits for it any more.
    working.catch(() => {});
    try {
      await Promise.race([working, over]);
      return !this.#isOver;
    } finally {
      clearTimeout(timer);
      deadline?.removeEventListener('abort', end);
    }
  }
}

/**
 * Bytes that are in memory at a time, whoever asked for them: many images with large bundles wait for one another. What is larger than all of it goes in
 * alone.
 */
export class BytesInFlight {
  readonly #most: number;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes))
      await new Promise<void>((go) => {
        this.#waiting.push({ bytes, go });
      });
    else this.#bytes += bytes;
    try {
      return await work();
    } finally {
      this.#bytes -= bytes;
      this.#next();
    }
  }

  #fits(bytes: number): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= this.#most;
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined && this.#fits(first.bytes); first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#bytes += first.bytes;
      first.go();
    }
  }
}
