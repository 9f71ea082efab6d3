import { SeaworthyError } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { completionScript } from '../../completion/index.ts';
import { shells } from '../../completion/shells.ts';

export async function run({ host, list, words }: Context): Promise<number> {
  const shell = shells.find((one) => one === words[0]?.toLowerCase());
  if (shell === undefined) {
    throw new SeaworthyError('E_USAGE', `no completion for ${JSON.stringify(words[0]?.slice(0, 100))}`, {
      next: `The shells are ${shells.join(', ')}.`,
    });
  }
  const { reportFormats } = await host.reports();
  await host.out.write(
    completionScript(
      shell,
      list,
      reportFormats.map(({ id }) => id),
    ),
  );
  return 0;
}
