import { data, databaseSigner, network, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbPull: Command = {
  id: 'db pull',
  summary: 'Take advisory data out of a registry, signed by your team',
  details:
    'What `seaworthy db push REF` put there. Who must have signed it is said by `--database-key`, or by `--database-identity`, `--database-issuer` and `--trusted-root`, also in the configuration file; that is checked before anything is read, and nothing is taken from an artifact that was tampered with. Only the layers of the partitions that are wanted are fetched (all, where none is named), side by side; what a broken connection has left is gone on with. A partition that was made before what is there, or suddenly has half as many records, is refused, unless `--allow-older` or `--refresh` says otherwise. The exit code is 1 where one was refused, and 4 where the artifact is not trusted. A scan takes what it needs by itself with `--database-from REF`.',
  examples: [
    {
      command: 'seaworthy db pull registry.example/advisories:latest --database-key team.pub',
      does: 'all of it',
    },
    {
      command: 'seaworthy db pull reg.example/advisories osv/npm kev --database-key team.pub',
      does: 'two partitions',
    },
  ],
  arguments: [
    { name: 'REF', help: 'Repository and tag or digest, or `oci:PATH` for an OCI layout' },
    { name: 'PARTITION', help: 'Source and release: `alpine/3.20`, `osv/npm` …', optional: true, repeated: true },
  ],
  flags: [
    ...databaseSigner,
    ...output.printing,
    data.refresh,
    data.allowOlder,
    data.database,
    data.offline,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_NOT_TRUSTED', 'E_FEED', 'E_NOT_FOUND', 'E_AUTH', 'E_NETWORK', 'E_OFFLINE', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
