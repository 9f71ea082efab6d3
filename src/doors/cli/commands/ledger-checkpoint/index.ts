import { ledger, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerCheckpoint: Command = {
  id: 'ledger checkpoint',
  summary: 'The end of the ledger now, to be noted elsewhere',
  details:
    'One line of JSON: name of the ledger, number and digest of its last record. Keep it where those who can write to the ledger cannot: a commit, a ticket, another machine. `seaworthy ledger verify --checkpoint FILE` shows later that nothing before it was changed. With `--key` the line also says when, is signed (a DSSE envelope), and is kept beside the ledger as well, in `checkpoints.jsonl`: `seaworthy ledger verify --key FILE` asks for it. To sign ends by themselves, run it after what records, or from time to time; the password comes from SEAWORTHY_KEY_PASSWORD or `--password-file`. A prune may remove the record it names: note a new one afterwards.',
  examples: [
    { command: 'seaworthy ledger checkpoint >> ends.jsonl', does: 'note it' },
    { command: 'seaworthy ledger checkpoint --key audit.key', does: 'sign it and keep it beside the ledger' },
    { command: 'seaworthy ledger verify --checkpoint ends.jsonl', does: 'check against all that were noted' },
  ],
  arguments: [],
  flags: [ship.key, ship.passwordFile, ledger.ledger],
  errors: ['E_TARGET_NOT_FOUND', 'E_LEDGER', 'E_KEY'],
  run: async (context) => (await import('./run.ts')).run(context),
};
