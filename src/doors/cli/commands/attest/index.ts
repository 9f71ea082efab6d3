import { data, ledger, output, readingAndFetching, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const attest: Command = {
  id: 'attest',
  summary: 'Sign a statement about an image: its SBOM, a scan result, or a file',
  details:
    'The statement (in-toto, in a Sigstore bundle) names the digest of the image and hangs on it, as a signature does. `--type cyclonedx` and `--type spdx` make the bill of materials here, `--type scan` scans the image and attests what was found with the dates of the data behind it; `--predicate FILE` attests what is in a file. What is made here is about one image: of several variants choose one with `--platform`, also when it is verified. Nothing is signed when something in the image could not be looked at, unless `--allow-partial` says so. What was attested is evidence in the ledger.',
  examples: [
    {
      command: 'seaworthy attest app:1.4 --key seaworthy.key --type cyclonedx',
      does: 'its bill of materials, made here',
    },
    {
      command: 'seaworthy attest app:1.4 --key seaworthy.key --type scan',
      does: 'what a scan finds today, with the dates of the data',
    },
    {
      command: 'seaworthy attest ./app --key my.key --type openvex --predicate vex.json',
      does: 'what is in a file',
    },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, in a registry or an OCI layout', completes: 'file' }],
  flags: [
    ship.key,
    ship.predicateType,
    ship.predicate,
    ship.passwordFile,
    ...output.printing,
    output.allowPartial,
    output.exceptions,
    output.secrets,
    data.refresh,
    ledger.ledger,
    ledger.record,
    ...readingAndFetching,
  ],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_KEY', 'E_FORMAT', 'E_INCOMPLETE', 'E_NOT_FOUND', 'E_AUTH', 'E_WRITE', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
