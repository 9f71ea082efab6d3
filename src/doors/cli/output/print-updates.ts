import { count, SeaworthyError, whatAndWhy } from '../../../core/index.ts';
import type { PartitionUpdate } from '../../../flows/index.ts';
import { updateText } from '../../../report/index.ts';
import type { Context } from '../command.ts';
import { writeResult } from './write-result.ts';

/** Prints what became of partitions. Throws `E_FEED` where one was refused, `E_WRITE` where none could be kept. */
export async function printUpdates(updates: readonly PartitionUpdate[], context: Context): Promise<number> {
  const { log } = context;
  context.endProgress();
  await writeResult(context, { text: () => updateText(updates), json: () => updates.map(inShort) });
  for (const { partition, problems, error } of updates) {
    if (error?.next !== undefined) log.note(`${partition}: ${error.next}`);
    for (const problem of problems) log.warn(`${partition}: ${problem}`);
  }
  if (updates.length === 0) {
    throw new SeaworthyError('E_USAGE', 'there is nothing to update: the database is empty and every feed is off', {
      next: 'Name partitions, such as alpine/3.20, or scan something.',
    });
  }
  const notWritten = updates.find(({ error }) => error?.code === 'E_WRITE')?.error;
  if (notWritten !== undefined) throw notWritten;
  const refused = updates.filter(({ state }) => state === 'refused').map(({ partition }) => partition);
  if (refused.length === 0) return 0;
  throw new SeaworthyError('E_FEED', count(refused.length, 'partition was refused', 'partitions were refused'), {
    where: refused.join(', '),
  });
}

/** For programs: an error as what it says. */
const inShort = ({ error, ...update }: PartitionUpdate): unknown => ({
  ...update,
  ...(error === undefined ? {} : { error: { code: error.code, message: whatAndWhy(error) } }),
});
