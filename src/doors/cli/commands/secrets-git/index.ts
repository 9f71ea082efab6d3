import { output, secret } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const secretsGit: Command = {
  id: 'secrets git',
  summary: 'Secrets in the history of a repository, or in what is staged',
  details:
    'DIR is a checkout or a bare repository: every commit that a branch or tag leads to is looked at, whether or not what it added is still there, for whoever has cloned the repository has it. The git of the system shows them, and nothing of the repository runs. `-` reads what `git log -p` or `git diff` writes. Each value is told once for each file, with the oldest commit that added it, by its edges and by a fingerprint under a key that only you have. Files that git does not show as text are counted and not looked into.',
  examples: [
    { command: 'seaworthy secrets git .', does: 'every commit of this repository' },
    { command: 'seaworthy secrets git . --staged --fail-on low', does: 'in a hook, before a commit' },
    { command: 'git log -p v1.0.. | seaworthy secrets git -', does: 'since a release' },
    {
      command: 'seaworthy secrets git . --secret-rules .gitleaks.toml',
      does: 'by the rules of gitleaks that you have',
    },
  ],
  arguments: [{ name: 'DIR', help: 'The repository, or `-`', completes: 'file' }],
  flags: [
    secret.staged,
    secret.rules,
    output.output,
    output.failOn,
    output.baseline,
    output.severity,
    output.allowPartial,
    output.exceptions,
  ],
  reports: ['findings'],
  errors: ['E_TARGET_NOT_FOUND', 'E_WRONG_KIND', 'E_FORMAT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
