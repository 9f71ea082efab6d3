import { bases, data, network, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbBases: Command = {
  id: 'db bases',
  summary: 'Make the base images of your registry known',
  details:
    'Walks the tags of each REPOSITORY (or takes the one that is named), for every platform, and notes by which layers an image is known to be built from it. Manifests and configurations are read, no layers. Scans use the list from then on, also without a network. It lies in the database as `bases.json`, or in the file that `--base-images` names, which a team can hand on. What was known before stays: an image built on the base of last month is known by it, though its tag has moved. A tag that cannot be read is told, and makes the exit code 5; the others are noted all the same.',
  examples: [
    { command: 'seaworthy db bases registry.example/base/debian', does: 'all tags of a repository' },
    { command: 'seaworthy db bases debian --tag "1?-slim" --tag "trixie*"', does: 'those that are used' },
    {
      command: 'seaworthy db bases registry.example/golden:3 --base-images bases.json',
      does: 'one image, into a file to hand on',
    },
  ],
  arguments: [{ name: 'REPOSITORY', help: 'A repository of a registry, or one image', repeated: true }],
  flags: [
    bases.tag,
    bases.baseImages,
    output.allowPartial,
    data.database,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  errors: ['E_REFERENCE', 'E_AUTH', 'E_NETWORK', 'E_LIMIT', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
