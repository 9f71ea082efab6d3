import { change, data, ledger, network, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const retireApply: Command = {
  id: 'retire apply',
  summary: 'Delete what a plan says, as far as the world is still as it saw it',
  details:
    'PLAN is a file that `retire plan --plan` wrote. Before each deletion the registry and the ledger are asked again: what got another tag, came into use, or is needed by something new is skipped and told. Indexes go before what they list, what hangs on an image after it; a tombstone of each is kept in the ledger. It may be interrupted and run again. On a terminal you are asked first. Exit code 5 when something could not be checked or deleted. A registry frees the space when it collects its garbage: how is told afterwards.',
  examples: [
    { command: 'seaworthy retire apply plan.json --dry-run', does: 'see what would be deleted now' },
    { command: 'seaworthy retire apply plan.json --yes', does: 'in a job, after somebody read the plan' },
  ],
  arguments: [{ name: 'PLAN', help: 'The plan', completes: 'file' }],
  flags: [
    change.dryRun,
    change.yes,
    ...output.printing,
    ledger.ledger,
    data.offline,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_OFFLINE', 'E_LEDGER', 'E_INTERRUPTED'],
  run: async (context) => (await import('./run.ts')).run(context),
};
