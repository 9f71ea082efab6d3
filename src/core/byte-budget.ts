/** What one body holds of a `ByteBudget`, until it is closed. */
export interface ByteShare {
  /** So many bytes more have arrived. */
  add(bytes: number): void;
  close(): void;
}

interface Holder {
  bytes: number;
  readonly giveWay: () => void;
}

/**
 * Bytes of bodies in memory, over all connections. What is announced does not count, only what came: nobody takes up room by saying that he will. When there
 * is too much, the largest gives way, so that a flood of large bodies never keeps out an ordinary one.
 */
export class ByteBudget {
  readonly #most: number;
  #held = 0;
  readonly #holders = new Set<Holder>();

  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  /** `giveWay` is called at most once, when this body has to go; its share is closed by then. */
  open(giveWay: () => void): ByteShare {
    const holder: Holder = { bytes: 0, giveWay };
    this.#holders.add(holder);
    return {
      add: (bytes) => {
        if (!this.#holders.has(holder)) return;
        holder.bytes += bytes;
        this.#held += bytes;
        while (this.#held > this.#most) this.#evict();
      },
      close: () => this.#close(holder),
    };
  }

  #close(holder: Holder): void {
    if (this.#holders.delete(holder)) this.#held -= holder.bytes;
  }

  #evict(): void {
    let largest: Holder | undefined;
    for (const holder of this.#holders) if (holder.bytes > (largest?.bytes ?? 0)) largest = holder;
    if (largest === undefined) return;
    this.#close(largest);
    largest.giveWay();
  }
}
