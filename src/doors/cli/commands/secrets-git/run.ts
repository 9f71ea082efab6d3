import { SeaworthyError } from '../../../../core/index.ts';
import { secret } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const [folder = '.'] = words;
  const staged = values.on(secret.staged);
  if (folder === '-' && staged)
    throw new SeaworthyError('E_USAGE', '--staged asks a repository, and `-` is none', {
      next: 'Pipe it in: `git diff --cached | seaworthy secrets git -`.',
    });
  return judgeReport(
    context,
    'table',
    (flows) =>
      folder === '-'
        ? flows.secretsInPatches(settings)
        : flows.secretsInGit(folder, staged ? 'staged' : 'history', settings),
    undefined,
    tellExceptionsBeside,
  );
}
