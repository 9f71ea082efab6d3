import { change, ledger, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const ledgerPrune: Command = {
  id: 'ledger prune',
  summary: 'Remove old records, and leave a record that says so',
  details:
    'A record goes when it is not among the newest N of its subject and kind (`--keep-last`, 1 when absent) and is from before a time (`--older-than`); at least one of the two is given. Tombstones stay for ever. The chain is bridged over what is gone, so that the rest can still be verified. A ledger in which something is wrong is not pruned: it would cover up what is missing. On a terminal you are asked first.',
  examples: [
    { command: 'seaworthy ledger prune --older-than 180d --keep-last 3 --dry-run', does: 'see what would go' },
    { command: 'seaworthy ledger prune --keep-last 10 --kind scan --yes', does: 'in a nightly job' },
  ],
  arguments: [],
  flags: [ledger.keepLast, ledger.olderThan, ledger.kind, change.dryRun, change.yes, ...output.printing, ledger.ledger],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_LEDGER', 'E_LEDGER_CHAIN'],
  run: async (context) => (await import('./run.ts')).run(context),
};
