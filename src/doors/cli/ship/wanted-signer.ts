import { SeaworthyError } from '../../../core/index.ts';
import type { Settings, WantedSigner } from '../../../flows/index.ts';
import { ship } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { inputFile } from '../input/input-file.ts';
import { keyFile } from './key-file.ts';

/** Bytes of a trusted-root file. */
const maxRootBytes = 4 * 1024 * 1024;

/** Who must have signed, by the flags. Throws `E_USAGE` where they do not say it, or say it twice. */
export function wantedSigner(context: Context): WantedSigner {
  const { values } = context;
  const [key, subject, issuer] = [values.value(ship.key), values.value(ship.identity), values.value(ship.issuer)];
  const root = values.value(ship.trustedRoot);
  const file = (name: string) => inputFile(name, maxRootBytes, context);
  if (key !== undefined && (subject !== undefined || issuer !== undefined))
    throw notSaid('a key and an identity cannot both be asked for', 'Choose `--key`, or `--identity` and `--issuer`.');
  if (key !== undefined) {
    const trusted = root === undefined ? {} : { trustedRoot: file(root) };
    return { kind: 'key', key: keyFile(key, context), ...trusted };
  }
  if (subject === undefined && issuer === undefined)
    throw notSaid(
      'who must have signed is not said',
      'Name a public key with `--key FILE`, or `--identity`, `--issuer` and `--trusted-root`.',
    );
  if (subject === undefined || issuer === undefined)
    throw notSaid('an identity is a name and who checked it', 'Give both `--identity SUBJECT` and `--issuer URL`.');
  if (root === undefined)
    throw notSaid(
      'an identity is checked with the authorities of a trusted root',
      'Name it with `--trusted-root FILE`.',
    );
  return { kind: 'identity', subject, issuer, trustedRoot: file(root) };
}

const notSaid = (what: string, next: string): SeaworthyError => new SeaworthyError('E_USAGE', what, { next });

/** The settings, with whose attested bill of materials counts where that was asked for. Throws `E_USAGE` for a signer of whom nothing is asked. */
export function withSbomFrom(context: Context): Settings {
  const { settings, values } = context;
  if (values.value(ship.sbomFrom) !== undefined) return { ...settings, sbomFrom: wantedSigner(context) };
  const flag = [ship.key, ship.identity, ship.issuer].find((one) => values.value(one) !== undefined);
  if (flag === undefined) return settings;
  throw notSaid(
    `--${flag.name} says who must have signed, and nothing that is signed was asked for`,
    'Add `--sbom-from attached`, or check signatures with `seaworthy verify TARGET`.',
  );
}
