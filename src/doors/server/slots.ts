interface Waiting {
  readonly weight: number;
  readonly turn: () => void;
}

/** A place that was given. */
export interface Slot {
  giveBack(): void;
}

/** Bounds on what is done at a time. */
export interface SlotBounds {
  /** How many at a time, and how many more may wait; without end when absent. */
  readonly most?: number;
  readonly waiting?: number;
  /** Sum of their weights at a time; what weighs more counts as that. */
  readonly weight: number;
}

/** So many at a time, and so much; the others wait their turn, up to a number, and no longer than they can. The light pass the heavy that have to wait. */
export class Slots {
  readonly #bounds: SlotBounds;
  #taken = 0;
  #weight = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(bounds: SlotBounds) {
    this.#bounds = bounds;
  }

  /** Whether nobody else can even wait. */
  get isFull(): boolean {
    const { most = Infinity, waiting = Infinity } = this.#bounds;
    return this.#taken + this.#waiting.size >= most + waiting;
  }

  /** Waits for a place; undefined when `deadline` came first. One that was given must be given back. */
  async take(deadline: AbortSignal, of = 0): Promise<Slot | undefined> {
    const weight = Math.min(of, this.#bounds.weight);
    if (deadline.aborted) return undefined;
    if (this.#hasPlaceFor(weight)) return this.#give(weight);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        weight,
        turn: () => {
          deadline.removeEventListener('abort', over);
          resolve(this.#give(weight));
        },
      };
      const over = (): void => {
        this.#waiting.delete(waiting);
        resolve(undefined);
      };
      this.#waiting.add(waiting);
      deadline.addEventListener('abort', over, { once: true });
    });
  }

  #hasPlaceFor(weight: number): boolean {
    const { most = Infinity, weight: mostWeight } = this.#bounds;
    return this.#taken < most && this.#weight + weight <= mostWeight;
  }

  #give(weight: number): Slot {
    this.#taken++;
    this.#weight += weight;
    let isGiven = true;
    return {
      giveBack: () => {
        if (!isGiven) return;
        isGiven = false;
        this.#taken--;
        this.#weight -= weight;
        this.#next();
      },
    };
  }

  /** Places go on to whoever waited longest and fits in. */
  #next(): void {
    for (const waiting of this.#waiting) {
      if (!this.#hasPlaceFor(waiting.weight)) continue;
      this.#waiting.delete(waiting);
      waiting.turn();
    }
  }
}
