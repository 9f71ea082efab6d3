import { data, network, output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbPush: Command = {
  id: 'db push',
  summary: 'Put advisory data into a registry, for your team',
  details:
    'One OCI artifact: a layer for each partition, compressed, so that others take only those that they need. With `--key` it is signed, as `seaworthy sign IMAGE` signs an image, before the tag points at it. Others take it with `seaworthy db pull REF` or `--database-from REF`, which ask for that signature: one that is not signed is taken by nobody. Without PARTITION all of the database is put there.',
  examples: [
    { command: 'seaworthy db push registry.example/advisories:latest --key team.key', does: 'all that is there' },
    {
      command: 'seaworthy db push reg.example/advisories osv/npm kev --key team.key',
      does: 'two partitions of it',
    },
  ],
  arguments: [
    { name: 'REF', help: 'Repository and tag, or `oci:PATH:TAG` for an OCI layout' },
    { name: 'PARTITION', help: 'Source and release: `alpine/3.20`, `osv/npm` …', optional: true, repeated: true },
  ],
  flags: [
    ship.key,
    ship.passwordFile,
    ...output.printing,
    data.database,
    data.offline,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_KEY', 'E_DATABASE', 'E_AUTH', 'E_WRITE', 'E_NETWORK', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
