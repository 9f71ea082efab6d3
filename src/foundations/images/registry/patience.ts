import { SeaworthyError } from '../../../core/index.ts';

/** Waiting, chance and time, so that tests need none of them. */
export interface Patience {
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Milliseconds. */
  now(): number;
}

export const realPatience: Patience = {
  sleep: async (milliseconds) => {
    const { setTimeout: sleep } = await import('node:timers/promises');
    await sleep(milliseconds);
  },
  random: Math.random,
  now: () => performance.now(),
};

/** Whether it may go better a moment later: a registry that does not take something, or is in trouble. */
export function isPassing(error: unknown): boolean {
  return error instanceof SeaworthyError && (error.code === 'E_WRITE' || error.code === 'E_NETWORK');
}

const tries = 5;
const pause = 60;

/**
 * Does something that may be done twice, again when a registry does not take it. docker-registry empties a file before it fills it again: whoever
 * asks about a blob or writes a manifest in that moment gets 400 or 500, though nothing is wrong.
 */
export async function withPatience<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || attempt === tries) throw error;
      await patience.sleep(pause * attempt * (0.5 + patience.random()));
    }
  }
}
