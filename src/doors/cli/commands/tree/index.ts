import { data, network, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const tree: Command = {
  id: 'tree',
  summary: 'What hangs on an image: signatures, SBOMs, provenance, scan results',
  details:
    'On the image, on the variants of a multi-platform image, and on what hangs on those: referrers, what older clients keep under tags, and attestations that a build put into the index. Everything is told by its own words; nothing is verified (`seaworthy verify TARGET` does). Where a list cannot be had the command fails, as a tree with holes would look whole; what hangs more than three deep on an image is counted and not looked at, and the exit code is 5. `-o json` has the digests in full.',
  examples: [
    { command: 'seaworthy tree registry.example/app:1.4', does: 'an image in its registry' },
    { command: 'seaworthy tree oci:./app -o json', does: 'an OCI layout, for programs' },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, in a registry or an OCI layout', completes: 'file' }],
  flags: [...output.printing, network.platform, data.offline, network.caFile, network.plainHttp, network.timeout],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_NOT_FOUND', 'E_AUTH', 'E_NETWORK', 'E_LIMIT', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
