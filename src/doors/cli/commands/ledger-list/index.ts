import { ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerList: Command = {
  id: 'ledger list',
  summary: 'What the ledger knows, newest first',
  details:
    'Without WHAT: the subjects (images, folders …) of which there is evidence, one a line. With WHAT, or with one of `--kind`, `--since` and `--before`: records. WHAT is the digest of an image, the beginning of it, a name under which it was seen, written whole; the path of files; `namespace/kind/name` of a workload; or a key. Where several things go by a name, that is said. Dates are in UTC.',
  examples: [
    { command: 'seaworthy ledger list', does: 'the subjects' },
    { command: 'seaworthy ledger list app:1.4', does: 'every record about one of them' },
    { command: 'seaworthy ledger list --kind scan --since 24h -o json', does: 'the scans of a day, for programs' },
  ],
  arguments: [{ name: 'WHAT', help: 'Digest, beginning of a digest, name, path or key of a subject', optional: true }],
  flags: [...output.printing, ledger.kind, ledger.since, ledger.limit, ledger.before, ledger.ledger],
  results: ['text', 'json'],
  errors: ['E_LEDGER', 'E_LEDGER_CHAIN'],
  run: async (context) => (await import('./run.ts')).run(context),
};
