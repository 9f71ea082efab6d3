import path from 'node:path';
import { newGateText } from '../../../../report/index.ts';
import { ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';
import { keyFile, refuseKeyElsewhere } from '../../ship/key-file.ts';

export async function run(context: Context): Promise<number> {
  const { host, values, words } = context;
  const [file = 'gate.yaml'] = words;
  const target = path.resolve(host.workingFolder, file);
  const key = values.value(ship.key);
  if (key !== undefined) refuseKeyElsewhere(key);
  const named =
    key === undefined
      ? {}
      : {
          keyFile: path.relative(path.dirname(target), path.resolve(host.workingFolder, key)),
          readKeyFile: async () => keyFile(key, context).text,
        };
  const made = await (await context.flows()).initGate(target, named);
  await writeResult(context, {
    text: ({ width }) => newGateText(made, file, key !== undefined, width),
    json: () => made,
  });
  return 0;
}
