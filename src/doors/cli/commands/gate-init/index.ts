import { output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const gateInit: Command = {
  id: 'gate init',
  summary: 'Begin a gate: a commented file that says what may run',
  details:
    'Writes a gate that refuses images named by tag, pods below the baseline of the Pod Security Standards, images without a fresh scan, and findings that are critical with a fix or known to be exploited; with `--key`, images that the key has not signed. Each line says what it does, and what only you know stands there to be filled in. FILE is `gate.yaml` when it is not given. A file that is there is never overwritten.',
  examples: [
    { command: 'seaworthy gate init', does: 'gate.yaml' },
    {
      command: 'seaworthy gate init production.yaml --key release.pub',
      does: 'and images must be signed by this key',
    },
  ],
  arguments: [{ name: 'FILE', help: 'The gate to write', optional: true, completes: 'file' }],
  flags: [ship.key, ...output.printing],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_TARGET_NOT_FOUND', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
