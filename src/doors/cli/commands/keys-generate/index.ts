import { output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const keysGenerate: Command = {
  id: 'keys generate',
  summary: 'Make a pair of keys to sign images with',
  details:
    'Writes NAME.key, sealed with a password and readable by you alone, and NAME.pub, for everybody who is to verify. ECDSA P-256, in the encrypted file format of Cosign, so that either tool can use the pair. Files that are there are never overwritten.',
  examples: [
    { command: 'seaworthy keys generate', does: 'seaworthy.key and seaworthy.pub, after asking for a password' },
    {
      command: 'pass show release | seaworthy keys generate --out release --password-file -',
      does: 'the password from a manager of passwords',
    },
  ],
  arguments: [],
  flags: [ship.out, ship.passwordFile, ...output.printing],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
