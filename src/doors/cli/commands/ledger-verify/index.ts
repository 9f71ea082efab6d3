import { ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerVerify: Command = {
  id: 'ledger verify',
  summary: 'Whether every record is as it was written, and none is missing',
  details:
    'Checks each record and payload against its digest, each record against the one before, the end against what the ledger says it is. Exits with 4 when something is wrong. The chain shows what was altered, removed or put in another order; that the newest records were cut off or written anew from some point shows only at an end that was noted elsewhere (`seaworthy ledger checkpoint`, `--checkpoint`).',
  examples: [
    { command: 'seaworthy ledger verify', does: 'check everything' },
    { command: 'seaworthy ledger verify --checkpoint ends.jsonl', does: 'also against ends that were noted' },
  ],
  arguments: [],
  flags: [output.json, ledger.checkpoint, ledger.ledger],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LEDGER'],
  run: async (context) => (await import('./run.ts')).run(context),
};
