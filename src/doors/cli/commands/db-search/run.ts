import { SeaworthyError } from '../../../../core/index.ts';
import { searchText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings, words } = context;
  const [id = ''] = words;
  const found = await (await flows()).searchDatabase(id, settings);
  await writeResult(context, {
    text: ({ width }) => (found.length === 0 ? '' : searchText(found, width)),
    json: () => found,
  });
  if (found.length === 0) {
    throw new SeaworthyError(
      'E_NO_FINDING',
      `the local advisory data says nothing about ${JSON.stringify(id.slice(0, 100))}`,
      {
        next: 'It holds only what scans have needed so far: see `seaworthy db status`.',
      },
    );
  }
  return 0;
}
