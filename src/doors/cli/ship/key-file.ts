import { SeaworthyError } from '../../../core/index.ts';
import type { TextFile } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { inputFile } from '../input/input-file.ts';

/** Bytes of a key file. */
export const maxKeyBytes = 64 * 1024;

/** What holds keys that are named by an address and never leave it (Cosign, "Key references"). */
const holders: Readonly<Record<string, string>> = {
  awskms: 'AWS KMS',
  gcpkms: 'Google Cloud KMS',
  azurekms: 'Azure Key Vault',
  hashivault: 'HashiCorp Vault',
  openbao: 'OpenBao',
  k8s: 'a Kubernetes secret',
  gitlab: 'variables of a GitLab project',
  github: 'secrets of a GitHub repository',
  env: 'an environment variable',
  pkcs11: 'a token (PKCS #11)',
};

/** A key that `--key` names. Throws `E_USAGE` for one that is in no file, and what `inputFile` throws. */
export function keyFile(name: string, context: Pick<Context, 'host'>): TextFile {
  refuseKeyElsewhere(name);
  return inputFile(name, maxKeyBytes, context);
}

/** Throws `E_USAGE` for the address of a key that is in no file: it is no path, so that "no such file" would send people the wrong way. */
export function refuseKeyElsewhere(name: string): void {
  const [, scheme = ''] = /^([a-z0-9+.-]+):(?:\/\/|(?<=pkcs11:))/i.exec(name) ?? [];
  if (scheme === '') return;
  const holder = holders[scheme.toLowerCase()];
  const shown = name.slice(0, 200);
  throw new SeaworthyError('E_USAGE', 'keys are read from files', {
    where: shown,
    why: holder === undefined ? `${scheme}:// is the address of something else` : `this one is in ${holder}`,
    next:
      holder === undefined
        ? 'Fetch the key and give the file.'
        : `To verify, write its public key into a file and name that: \`cosign public-key --key ${shown} > release.pub\`. To sign with it, use \`cosign sign --key ${shown} IMAGE\`; \`seaworthy verify --key release.pub IMAGE\` reads that signature.`,
  });
}
