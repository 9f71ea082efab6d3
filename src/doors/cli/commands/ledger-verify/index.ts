import { ledger, output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerVerify: Command = {
  id: 'ledger verify',
  summary: 'Whether the chain of records is whole, and how far that is proof',
  details:
    'Checks each record and payload against its digest, each record against the one before, the end against what the ledger says it is. Exits with 4 when something is wrong. The chain has no key: it shows a record that was altered, removed or moved by whoever did not make all that follows anew. Whoever can write to the file can do that, or cut off its end; it shows only at an end that was noted where they cannot write (`--checkpoint`), or was signed with a key that they do not have (`--key`). What is said is how far such an end reaches; of the records after it only the chain speaks. An older signed end put in place of a newer one shows by its number and its time.',
  examples: [
    { command: 'seaworthy ledger verify', does: 'check everything' },
    { command: 'seaworthy ledger verify --key audit.pub', does: 'also against the signed ends beside it' },
    { command: 'seaworthy ledger verify --checkpoint ends.jsonl', does: 'also against ends that were noted' },
  ],
  arguments: [],
  flags: [...output.printing, ship.key, ledger.checkpoint, ledger.ledger],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LEDGER', 'E_KEY'],
  run: async (context) => (await import('./run.ts')).run(context),
};
