/** How long something stays true enough, in milliseconds; 0 for what is not to be kept. */
export type Lifetime<T> = (value: T) => number;

interface Entry {
  readonly value: Promise<unknown>;
  /** Until when, by the clock of the cache; while it is being found out, for ever. */
  until: number;
}

/** What was found out lately, so that a hundred pods of one image ask a registry once. Bounded: the one not asked for longest goes first. */
export class FactCache {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;
  readonly #now: () => number;
  #hits = 0;
  #misses = 0;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  get counts(): { readonly hits: number; readonly misses: number; readonly entries: number } {
    return { hits: this.#hits, misses: this.#misses, entries: this.#entries.size };
  }

  /** The value of a key, found out by `find` when it is not there; who asks meanwhile waits for the same. A failure is not kept. */
  async get<T>(key: string, lifetime: Lifetime<T>, find: () => Promise<T>): Promise<T> {
    const there = this.#entries.get(key);
    if (there !== undefined && there.until > this.#now()) {
      this.#hits++;
      this.#entries.delete(key);
      this.#entries.set(key, there);
      return there.value as Promise<T>;
    }
    this.#misses++;
    const value = find();
    const entry: Entry = { value, until: Number.POSITIVE_INFINITY };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
    try {
      const found = await value;
      const span = lifetime(found);
      entry.until = this.#now() + span;
      if (span <= 0 && this.#entries.get(key) === entry) this.#entries.delete(key);
      return found;
    } catch (error) {
      entry.until = Number.NEGATIVE_INFINITY;
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }
}
