import { data, ledger, network, output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const verify: Command = {
  id: 'verify',
  summary: 'Whether an image is signed, or attested, by the one you trust',
  details:
    'By a public key (`--key`), or by an identity with the authorities of a trusted-root file (`--identity`, `--issuer`, `--trusted-root`); names are compared exactly. With `--type` an attestation of this type must be there, else a plain signature. What TARGET names is looked at: of a multi-platform image the index, with `--platform` one variant. Nothing but the registry of TARGET is asked; an OCI layout needs no network at all. The exit code is 0 for trusted, 4 for not trusted, and 5 where an outage kept a list or a signature from being had: that is never taken for "no signature". What hangs on the image and cannot be read, or is more than ten thousand things, is not trusted; junk beside a signature that holds does no harm. What is signed in a form that is not read yet (Cosign before 3, Notation) is told as that. Every step of the check is told, and the verdict is evidence in the ledger.',
  examples: [
    { command: 'seaworthy verify registry.example/app:1.4 --key seaworthy.pub', does: 'a signature by this key' },
    {
      command: 'seaworthy verify app:1.4 --key seaworthy.pub --type cyclonedx -o json',
      does: 'an attestation, with what it says',
    },
    {
      command: 'seaworthy verify app:1.4 --identity NAME --issuer URL --trusted-root FILE',
      does: 'a signature by a person or a workflow, by the word of an issuer',
    },
  ],
  arguments: [{ name: 'TARGET', help: 'The image, in a registry or an OCI layout', completes: 'file' }],
  flags: [
    ship.key,
    ship.identity,
    ship.issuer,
    ship.trustedRoot,
    ship.predicateType,
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
  errors: ['E_USAGE', 'E_KEY', 'E_FORMAT', 'E_NOT_FOUND', 'E_AUTH', 'E_NETWORK', 'E_OFFLINE'],
  run: async (context) => (await import('./run.ts')).run(context),
};
