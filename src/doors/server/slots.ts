/** So many at a time; the others wait their turn, up to a number, and no longer than they can. */
export class Slots {
  readonly #most: number;
  readonly #mostWaiting: number;
  #taken = 0;
  readonly #waiting = new Set<() => void>();

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Whether nobody else can even wait. */
  get isFull(): boolean {
    return this.#taken >= this.#most && this.#waiting.size >= this.#mostWaiting;
  }

  /** Waits for a slot; false when `deadline` came first. One that was given must be given back. */
  async take(deadline: AbortSignal): Promise<boolean> {
    if (deadline.aborted) return false;
    if (this.#taken < this.#most) {
      this.#taken++;
      return true;
    }
    return new Promise((resolve) => {
      const turn = (): void => {
        deadline.removeEventListener('abort', over);
        resolve(true);
      };
      const over = (): void => {
        this.#waiting.delete(turn);
        resolve(false);
      };
      this.#waiting.add(turn);
      deadline.addEventListener('abort', over, { once: true });
    });
  }

  giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#taken--;
      return;
    }
    // The slot goes on to whoever waited longest.
    this.#waiting.delete(next);
    next();
  }
}
