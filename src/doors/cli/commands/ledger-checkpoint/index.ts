import { ledger } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerCheckpoint: Command = {
  id: 'ledger checkpoint',
  summary: 'The end of the ledger now, to be noted elsewhere',
  details:
    'One line of JSON: name of the ledger, number and digest of its last record. Keep it where those who can write to the ledger cannot: a commit, a ticket, another machine. `seaworthy ledger verify --checkpoint` shows later that nothing before it was changed. A prune may remove the record it names: note a new one afterwards.',
  examples: [
    { command: 'seaworthy ledger checkpoint >> ends.jsonl', does: 'note it' },
    { command: 'seaworthy ledger verify --checkpoint ends.jsonl', does: 'check against all that were noted' },
  ],
  arguments: [],
  flags: [ledger.ledger],
  errors: ['E_TARGET_NOT_FOUND', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
