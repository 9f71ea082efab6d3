import { ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerShow: Command = {
  id: 'ledger show',
  summary: 'One record whole, or what is known of a subject',
  details:
    'REF is the number of a record, its digest or the first six or more digits of it; or the digest of a subject, the beginning of it, or a name, which shows what is known of the subject and its newest records. The payload of a record is told in short; `-o json` gives all of it. A record is checked against its digest before it is shown.',
  examples: [
    { command: 'seaworthy ledger show 12', does: 'a record by its number' },
    { command: 'seaworthy ledger show app:1.4', does: 'what is known of an image' },
    { command: 'seaworthy ledger show 12 -o json', does: 'the whole record, for programs' },
  ],
  arguments: [{ name: 'REF', help: 'Number or digest of a record; digest, name, path or key of a subject' }],
  flags: [...output.printing, ledger.ledger],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_LEDGER', 'E_LEDGER_CHAIN'],
  run: async (context) => (await import('./run.ts')).run(context),
};
