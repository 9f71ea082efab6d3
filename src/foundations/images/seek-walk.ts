import { type BigIntStats, fstatSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { interruption, type TarReader } from '../formats/index.ts';
import { type OpenRange, readInto } from './file-range.ts';

/** Headers are far apart where bodies are passed over, and close together where they are small: a window grows until more is passed over than it holds. */
const [smallWindow, largeWindow] = [4 * 1024, 256 * 1024];
/** So many windows are read before others get a turn. */
const windowsPerTurn = 2_048;

/** Pushes an archive that can be read anywhere through a reader, without the bodies that nobody wants. */
export async function seekThrough(tar: TarReader, range: OpenRange, signal: AbortSignal | undefined): Promise<void> {
  const window = Buffer.allocUnsafeSlow(largeWindow);
  let [at, length] = [0, smallWindow];
  for (let turn = 1; at < range.size && !tar.done; turn++) {
    if (signal?.aborted) throw interruption(signal);
    const count = readInto(range, window.subarray(0, length), at);
    if (count === 0) break;
    tar.push(window.subarray(0, count));
    at += count;
    const left = Math.min(tar.skippable, range.size - at);
    if (left > 0) tar.skip(left);
    at += left;
    length = left > length ? smallWindow : Math.min(2 * length, largeWindow);
    if (turn % windowsPerTurn === 0) await nextTurn();
  }
}

/**
 * Runs `work` on a file that is read more than once, and makes sure that it was the same file all the time, as far as the system tells: nobody wrote to it.
 * Throws `E_READ` otherwise.
 */
export async function whileUnchanged(range: OpenRange, work: () => Promise<void>): Promise<void> {
  const before = stampOf(range);
  await work();
  if (stampOf(range) === before) return;
  throw new SeaworthyError('E_READ', 'the file was changed while it was read', {
    where: range.where,
    next: 'Run it again when nobody writes to the file any more.',
  });
}

function stampOf({ descriptor, where }: OpenRange): string {
  let facts: BigIntStats;
  try {
    facts = fstatSync(descriptor, { bigint: true });
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'cannot look at the file', where);
  }
  return `${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}`;
}
