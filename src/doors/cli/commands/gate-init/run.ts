import path from 'node:path';
import { jsonText } from '../../../../core/index.ts';
import { newGateText } from '../../../../report/index.ts';
import { output, ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
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
  await host.out.write(
    values.on(output.json) ? jsonText(made) : newGateText(made, file, key !== undefined, host.out.columns),
  );
  return 0;
}
