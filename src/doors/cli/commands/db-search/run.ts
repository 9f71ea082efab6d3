import { jsonText, SeaworthyError } from '../../../../core/index.ts';
import { searchText } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

export async function run({ flows, host, settings, values, words }: Context): Promise<number> {
  const [id = ''] = words;
  const found = await (await flows()).searchDatabase(id, settings);
  if (values.on(output.json)) await host.out.write(jsonText(found));
  if (found.length === 0) {
    throw new SeaworthyError(
      'E_NO_FINDING',
      `the local advisory data says nothing about ${JSON.stringify(id.slice(0, 100))}`,
      {
        next: 'It holds only what scans have needed so far: see `seaworthy db status`.',
      },
    );
  }
  if (values.on(output.json)) return 0;
  await host.out.write(searchText(found));
  return 0;
}
