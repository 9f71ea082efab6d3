import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { Settings, WantedSigner } from '../../../flows/index.ts';
import { ship, vex } from '../catalogue/index.ts';
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

/** The settings, with whose attested bill of materials and statements count, where that was asked for. Throws `E_USAGE` for a signer of whom nothing is asked. */
export function withTrust(context: Context): Settings {
  const { settings, values } = context;
  const vexFrom = new Set(values.list(vex.vexFrom));
  if (vexFrom.has('attached') && vexFrom.has('attached-unsigned'))
    throw notSaid('statements by one signer and by anybody cannot both be asked for', 'Choose one for `--vex-from`.');
  const wantsSbom = values.value(ship.sbomFrom) !== undefined;
  const wantsVex = vexFrom.has('attached');
  const signer = wantsSbom || wantsVex ? wantedSigner(context) : undefined;
  const flag = [ship.key, ship.identity, ship.issuer].find((one) => values.value(one) !== undefined);
  if (signer === undefined && flag !== undefined)
    throw notSaid(
      `--${flag.name} says who must have signed, and nothing that is signed was asked for`,
      'Add `--sbom-from attached`, or check signatures with `seaworthy verify TARGET`.',
    );
  const places = values.list(vex.vex);
  return {
    ...settings,
    ...(signer !== undefined && wantsSbom ? { sbomFrom: signer } : {}),
    ...(places.length + vexFrom.size === 0
      ? {}
      : {
          vex: {
            places: places.map((place) => placeOf(place, context)),
            ...(signer !== undefined && wantsVex ? { attached: { signer } } : {}),
            ...(vexFrom.has('attached-unsigned') ? { attached: { unsigned: true } } : {}),
            ...(vexFrom.has('sbom') ? { inSbom: true } : {}),
          },
        }),
  };
}

/** An address as it is; a path from the working folder. */
const placeOf = (place: string, { host }: Context): string =>
  /^https?:\/\//i.test(place) ? place : path.resolve(host.workingFolder, place);
