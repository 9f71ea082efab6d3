import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Milliseconds that a file must have been left alone: twice within a step of the coarsest clock (FAT, 2 s) it could change without a new time. */
const settledAfter = 3_000;
/** Bytes of a file of which something is kept. */
const most = 256 * 1024;

interface Kept<T> {
  readonly stamp: string;
  readonly value: T;
}

/**
 * What was made of a file, for as long as nobody has touched it: who asks time and again costs one look at the file in place of opening, reading and
 * parsing it. Which file it is, its size and the times of its last change tell (the time of change is set by the system alone); one that was changed a
 * moment ago, or is large, is read each time.
 */
export class UnchangedFile<T> {
  readonly #path: string;
  readonly #make: () => Promise<T>;
  readonly #now: () => number;
  #kept: Kept<T> | undefined;

  /** `make` reads the file at `path`; `now` is the time of the file system's clock, in milliseconds. */
  constructor(path: string, make: () => Promise<T>, now: () => number = Date.now) {
    this.#path = path;
    this.#make = make;
    this.#now = now;
  }

  /** Throws what `make` throws. */
  async get(): Promise<T> {
    const stamp = await this.#stamp();
    const kept = this.#kept;
    if (kept !== undefined && kept.stamp === stamp) return kept.value;
    this.#kept = undefined;
    // The stamp is older than what is read: whatever happens meanwhile makes another one.
    const value = await this.#make();
    if (stamp !== undefined) this.#kept = { stamp, value };
    return value;
  }

  /** Another one for another content; undefined where that cannot be told. */
  async #stamp(): Promise<string | undefined> {
    let facts: BigIntStats;
    try {
      facts = await stat(this.#path, { bigint: true });
    } catch {
      // Reading it says what is wrong.
      return undefined;
    }
    const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = facts;
    const isSettled = this.#now() - Number(ctimeMs) >= settledAfter;
    return isSettled && size <= most ? `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}` : undefined;
  }
}
