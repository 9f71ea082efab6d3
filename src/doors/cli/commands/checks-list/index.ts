import { output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const checksList: Command = {
  id: 'checks list',
  summary: 'Every check there is, by what it looks at',
  details:
    'The catalogue: checks of Dockerfiles, of Kubernetes manifests, and of pods by the Pod Security Standards. As JSON each comes whole: why, remedy, ids in other tools, controls of frameworks, examples that break and keep it.',
  examples: [
    { command: 'seaworthy checks list', does: 'all of them' },
    { command: 'seaworthy checks list manifests', does: 'those of one kind of file' },
    { command: 'seaworthy checks list -o json', does: 'with ids in other tools and frameworks' },
  ],
  arguments: [{ name: 'OF', help: '`Dockerfiles`, `manifests` or `pods`; all when absent', optional: true }],
  flags: [...output.printing],
  results: ['text', 'json'],
  errors: ['E_USAGE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
