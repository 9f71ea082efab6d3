import { data, ledger, network, output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const sign: Command = {
  id: 'sign',
  summary: 'Sign an image with a key, and hang the signature on it',
  details:
    'TARGET is an image in a registry or in an OCI layout (folder); archives and folders keep nothing beside an image. What TARGET names is signed: of a multi-platform image the index with all its variants, with `--platform` one variant. The signature is a Sigstore bundle in the form of Cosign 3, kept as a referrer of the image, and also listed under the fallback tag where a registry has no list of referrers. Signing again adds another signature. What was signed is evidence in the ledger.',
  examples: [
    { command: 'seaworthy sign registry.example/app:1.4 --key seaworthy.key', does: 'an image in its registry' },
    { command: 'seaworthy sign oci:./app:1.4 --key seaworthy.key', does: 'an image in an OCI layout' },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, in a registry or an OCI layout', completes: 'file' }],
  flags: [
    ship.key,
    ship.passwordFile,
    ...output.printing,
    network.platform,
    ledger.ledger,
    ledger.record,
    data.offline,
    network.caFile,
    network.plainHttp,
    network.timeout,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_KEY', 'E_NOT_FOUND', 'E_AUTH', 'E_WRITE', 'E_NETWORK', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
