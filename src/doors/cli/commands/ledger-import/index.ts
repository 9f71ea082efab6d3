import { ledger } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerImport: Command = {
  id: 'ledger import',
  summary: 'Take over a whole export into an empty ledger',
  details:
    'For a backup or another machine. Every line is checked, and all of it is taken over or nothing: an export that was altered, cut short, or that holds only a choice of records is refused, and so is a ledger that holds something already.',
  examples: [
    { command: 'seaworthy ledger import ledger.jsonl', does: 'into your own ledger' },
    { command: 'seaworthy ledger import ledger.jsonl --ledger /srv/ledger', does: 'into another one' },
  ],
  arguments: [{ name: 'FILE', help: 'What `seaworthy ledger export` wrote', completes: 'file' }],
  flags: [ledger.ledger],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT', 'E_LEDGER', 'E_LEDGER_CHAIN'],
  run: async (context) => (await import('./run.ts')).run(context),
};
