import { ledger } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerExport: Command = {
  id: 'ledger export',
  summary: 'Records as JSON lines that can be checked without this program',
  details:
    'One record a line, oldest first, between a first and a last line; every digest can be checked with SHA-256 and RFC 8785 (canonical JSON) alone. An export without filters can be taken over by `seaworthy ledger import FILE`; one with filters is a choice and cannot. WHAT is the digest of an image, the beginning of it, or a name.',
  examples: [
    { command: 'seaworthy ledger export --to ledger.jsonl', does: 'everything, as a backup' },
    { command: 'seaworthy ledger export app:1.4 --kind decision', does: 'what was decided about one image' },
  ],
  arguments: [{ name: 'WHAT', help: 'Digest, beginning of a digest, name, path or key of a subject', optional: true }],
  flags: [ledger.to, ledger.kind, ledger.since, ledger.ledger],
  errors: ['E_TARGET_NOT_FOUND', 'E_WRITE', 'E_LEDGER', 'E_LEDGER_CHAIN'],
  run: async (context) => (await import('./run.ts')).run(context),
};
