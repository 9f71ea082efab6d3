import { data, ledger, network, output, retire } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const retirePlan: Command = {
  id: 'retire plan',
  summary: 'What may go from registries, and why everything else stays',
  details:
    'Reads every tag, manifest, index and what hangs on them, and deletes nothing. What is in use is known from the ledger (admitted, seen running) and from `--manifests`. What an index lists, what hangs on something that stays, and the images that others are built upon stay with it. Whatever could not be read keeps what it could be about, is told, and ends the command with exit code 5. `--plan FILE` writes the plan for `retire apply`; what would go is kept in the ledger.',
  examples: [
    {
      command: 'seaworthy retire plan registry.example --manifests pods.yaml --plan plan.json',
      does: 'a whole registry; a cluster says what it runs',
    },
    {
      command: 'seaworthy retire plan registry.example/shop/web --younger-than 90',
      does: 'one repository, more carefully',
    },
  ],
  arguments: [{ name: 'REGISTRY[/REPO]', help: 'A registry, or one repository of it', repeated: true }],
  flags: [
    retire.manifests,
    ledger.keepLast,
    retire.youngerThan,
    retire.keepTag,
    retire.usedWithin,
    retire.keepBases,
    retire.deleteOrphans,
    retire.plan,
    ...output.printing,
    output.allowPartial,
    ledger.ledger,
    ledger.record,
    data.offline,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_REFERENCE', 'E_AUTH', 'E_NETWORK', 'E_OFFLINE', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};
