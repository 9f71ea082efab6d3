import { count, SeaworthyError } from '../../../../core/index.ts';
import { updateText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';

export async function run({ endProgress, flows, host, log, settings, words }: Context): Promise<number> {
  const updates = await (await flows()).updateDatabase(words, settings);
  endProgress();
  await host.out.write(updateText(updates));
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
