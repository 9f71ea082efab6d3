import { envName, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { choice, text } from './value-types.ts';

export const out: ValueFlag<string> = {
  form: 'value',
  name: 'out',
  category: 'trust',
  common: true,
  type: text('NAME', 'file'),
  default: 'seaworthy',
  help: 'Write NAME.key and NAME.pub',
  details: 'May be a path. Files that are there are never overwritten.',
};

export const passwordFile: ValueFlag<string> = {
  form: 'value',
  name: 'password-file',
  category: 'trust',
  common: true,
  type: text('FILE|-', 'file'),
  help: 'Take the password of the key from this file, `-` for standard input',
  details:
    'A line feed at its end does not count. Without it the password is taken from SEAWORTHY_KEY_PASSWORD, else from COSIGN_PASSWORD, else asked for on the terminal. It is never taken from the command line, where everybody on the machine could read it.',
};

export const key: ValueFlag<string> = {
  form: 'value',
  name: 'key',
  category: 'trust',
  common: true,
  type: text('FILE', 'file'),
  help: 'Key file: the private key to sign with, the public key to verify with',
  details:
    'To sign: a file that `seaworthy keys generate` or Cosign made, or a private key in PEM as OpenSSL writes it (PKCS #8, SEC 1, PKCS #1), with or without a password. To verify: the public key in PEM. ECDSA P-256, P-384 and P-521, Ed25519, RSA of 2048 to 8192 bits.',
};

/** Short names of predicate types, as the ship phase knows them. */
export const predicateTypeNames = [
  'cyclonedx',
  'spdx',
  'spdxjson',
  'slsaprovenance',
  'slsaprovenance02',
  'slsaprovenance1',
  'vuln',
  'openvex',
  'link',
  'custom',
  'scan',
] as const;

export const predicateType: ValueFlag<string> = {
  form: 'value',
  name: 'type',
  category: 'trust',
  common: true,
  type: {
    placeholder: 'TYPE',
    schema: { type: 'string', minLength: 1 },
    parse(given) {
      if (predicateTypeNames.some((name) => name === given) || URL.canParse(given)) return given;
      throw new Error(`one of ${predicateTypeNames.join(', ')}, or a URI`);
    },
  },
  help: 'Type of the attestation: cyclonedx, spdx, scan … or a URI',
  details: `Short names are those of Cosign, and \`scan\` for our own scan results: ${predicateTypeNames.join(', ')}. Anything else is written in full and compared exactly, as it stands in what was signed.`,
};

export const predicate: ValueFlag<string> = {
  form: 'value',
  name: 'predicate',
  category: 'trust',
  common: true,
  type: text('FILE', 'file'),
  help: 'Attest what is in this JSON file',
  details:
    'Without it a bill of materials (`cyclonedx`, `spdx`) or a scan result (`scan`) is made here by reading the image; other types need the file. A scan result is always made here.',
};

export const identity: ValueFlag<string> = {
  form: 'value',
  name: 'identity',
  category: 'trust',
  common: true,
  type: text('SUBJECT'),
  help: 'Who must have signed: the name in the certificate, exactly',
  details:
    'An e-mail address or the URI of a workflow, never a pattern: a name that merely looks like it is another name. Needs `--issuer` and `--trusted-root`.',
};

export const issuer: ValueFlag<string> = {
  form: 'value',
  name: 'issuer',
  category: 'trust',
  common: true,
  type: text('URL'),
  help: 'Who must have checked that identity (OpenID Connect issuer), exactly',
  details: 'For example `https://token.actions.githubusercontent.com`.',
};

export const trustedRoot: ValueFlag<string> = {
  form: 'value',
  name: 'trusted-root',
  category: 'trust',
  common: true,
  type: text('FILE', 'file'),
  help: 'Sigstore trusted root: whose certificates, logs and timestamps count',
  details:
    'A `trusted_root.json`. Nothing is fetched: signatures by an identity are checked with this file alone. With `--key`, log entries and timestamps beside the signature are checked as well.',
  env: envName('trusted-root'),
  config: 'trusted-root',
  project: never.trust,
};

export const sbomFrom: ValueFlag<string> = {
  form: 'value',
  name: 'sbom-from',
  category: 'trust',
  common: true,
  type: choice('PLACE', ['attached']),
  help: 'Take what is in the image from the bill of materials attested to it',
  details:
    'Only an attestation that holds counts, about this very image and by the one whom `--key`, or `--identity`, `--issuer` and `--trusted-root` name, as `seaworthy verify TARGET` checks it; whatever else hangs there neither helps nor harms. The layers are not read, the result says so, and nothing is recorded. Without such an attestation the command ends with 4, where an outage kept that from being found out with 5.',
};

/** Who must have signed. */
export const signers = [key, identity, issuer, trustedRoot] as const;

/** What commands take that read what is attested to an image. */
export const attestedBy = [sbomFrom, ...signers] as const;
