/** Messages whose last time is remembered. */
const remembered = 200;
/** Milliseconds in which the same message is not told again, and in which so many different ones are told at most. */
const again = 60_000;
const most = 100;

/** Passes messages on, the same one once a minute, and no more than a hundred a minute: whoever sends many requests does not fill a disk with our log. */
export class QuietLog {
  readonly #tell: (message: string) => void;
  readonly #now: () => number;
  readonly #last = new Map<string, number>();
  #since = Number.NEGATIVE_INFINITY;
  #told = 0;
  #untold = 0;

  constructor(tell: (message: string) => void, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  tell(message: string): void {
    const now = this.#now();
    if (now - (this.#last.get(message) ?? Number.NEGATIVE_INFINITY) < again) return;
    if (now - this.#since >= again) this.#begin(now);
    if (this.#told >= most) {
      this.#untold++;
      return;
    }
    this.#told++;
    this.#last.delete(message);
    this.#last.set(message, now);
    const [oldest] = this.#last.keys();
    if (this.#last.size > remembered && oldest !== undefined) this.#last.delete(oldest);
    this.#tell(message);
  }

  #begin(now: number): void {
    const untold = this.#untold;
    [this.#since, this.#told, this.#untold] = [now, 0, 0];
    if (untold > 0) this.#tell(`${untold} more messages of the last minutes were not told`);
  }
}
