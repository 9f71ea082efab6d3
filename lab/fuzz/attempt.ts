import { SeaworthyError } from '../../src/core/index.ts';
import type { FuzzTarget } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

/** Longest that a reader may take over one input of at most 256 KiB, in milliseconds, on a machine that does other things as well. */
const slow = 5_000;
/** Most memory that one input may cost, in bytes. */
const costly = 384 * 1024 * 1024;

/** The input of a round: it follows from the seed, the target and the round alone. */
export function inputOf({ name, seeds }: Pick<FuzzTarget, 'name' | 'seeds'>, seed: number, round: number): Uint8Array {
  // The first rounds are the examples themselves: a reader that refuses its own would be tried on nothing.
  return seeds[round] ?? mutate(seeds, Random.of(seed, name, round));
}

/** Gives the input of one round to the reader; what is wrong with how it took it, nothing when all is right. */
export async function attempt(target: FuzzTarget, seed: number, round: number): Promise<string | undefined> {
  return attemptOn(target, inputOf(target, seed, round), round < target.seeds.length);
}

/** The same for any input. An example has to be read without an error. */
export async function attemptOn(target: FuzzTarget, bytes: Uint8Array, isExample = false): Promise<string | undefined> {
  const before = Uint8Array.from(bytes);
  const [start, memory] = [performance.now(), process.memoryUsage.rss()];
  const thrown = await outcome(target, bytes);
  const took = performance.now() - start;
  const cost = process.memoryUsage.rss() - memory;
  if (thrown !== undefined && !(thrown instanceof SeaworthyError)) return `it threw ${describe(thrown)}`;
  if (thrown?.code === 'E_INTERNAL') return `it threw ${thrown.message}`;
  if (thrown !== undefined && isExample) return `it refused its own example: ${thrown.message}: ${thrown.why ?? ''}`;
  if (took > slow) return `it took ${Math.round(took)} ms over ${bytes.length} bytes`;
  if (cost > costly) return `it took ${Math.round(cost / 1_048_576)} MiB of memory over ${bytes.length} bytes`;
  return Buffer.compare(before, bytes) === 0 ? undefined : 'it changed bytes that were only lent to it';
}

async function outcome(target: FuzzTarget, bytes: Uint8Array): Promise<unknown> {
  try {
    await target.read(bytes);
    return undefined;
  } catch (error) {
    return error ?? new Error('nothing');
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)).split('\n').slice(0, 4).join(' | ') : String(error);
}
