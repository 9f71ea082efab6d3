import type { ArchiveStore } from './archive-store.ts';

/**
 * Archives that stay open over a piece of work, so that several images of one are read without opening (and inflating, or waiting for what comes in) it again.
 * Whoever made it closes it.
 */
export class ArchiveShelf {
  readonly #open = new Map<string, Promise<ArchiveStore>>();

  /** The archive by its path, opened when it is first asked for. Closing it leaves it on the shelf. */
  async take(path: string, open: () => Promise<ArchiveStore>): Promise<ArchiveStore> {
    const there = this.#open.get(path) ?? open();
    this.#open.set(path, there);
    return { ...(await there), close: async () => {} };
  }

  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    // One that could not be opened is not there.
    for (const one of all) await (await one.catch(() => undefined))?.close();
  }
}
