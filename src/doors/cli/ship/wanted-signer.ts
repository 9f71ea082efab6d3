import path from 'node:path';
import { defined, SeaworthyError } from '../../../core/index.ts';
import type { Settings, WantedSigner } from '../../../flows/index.ts';
import type { ValueFlag } from '../catalogue/flag.ts';
import { data, ship, vex } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { inputFile } from '../input/input-file.ts';
import { keyFile } from './key-file.ts';

/** Bytes of a trusted-root file. */
const maxRootBytes = 4 * 1024 * 1024;

/** The flags that say who must have signed. */
interface SignerFlags {
  readonly key: ValueFlag<string>;
  readonly identity: ValueFlag<string>;
  readonly issuer: ValueFlag<string>;
}

type Given = Pick<Context, 'values' | 'host'>;

const ofImage: SignerFlags = ship;
const ofDatabase: SignerFlags = {
  key: data.databaseKey,
  identity: data.databaseIdentity,
  issuer: data.databaseIssuer,
};

/** Whether the flags say, as far as that shows before any file is read, who must have signed. Throws `E_USAGE` where they do not, or say it twice. */
function checkSaid({ values }: Given, flags: SignerFlags): void {
  const [key, subject, issuer] = [flags.key, flags.identity, flags.issuer].map((flag) => values.value(flag));
  const [byKey, bySubject, byIssuer] = [flags.key, flags.identity, flags.issuer].map(({ name }) => `--${name}`);
  if (key !== undefined && (subject !== undefined || issuer !== undefined))
    throw notSaid(
      'a key and an identity cannot both be asked for',
      `Choose \`${byKey}\`, or \`${bySubject}\` and \`${byIssuer}\`.`,
    );
  if (key !== undefined) return;
  if (subject === undefined && issuer === undefined)
    throw notSaid(
      'who must have signed is not said',
      `Name a public key with \`${byKey} FILE\`, or \`${bySubject}\`, \`${byIssuer}\` and \`--trusted-root\`.`,
    );
  if (subject === undefined || issuer === undefined)
    throw notSaid(
      'an identity is a name and who checked it',
      `Give both \`${bySubject} SUBJECT\` and \`${byIssuer} URL\`.`,
    );
  if (values.value(ship.trustedRoot) === undefined)
    throw notSaid(
      'an identity is checked with the authorities of a trusted root',
      'Name it with `--trusted-root FILE`.',
    );
}

function signerBy(given: Given, flags: SignerFlags): WantedSigner {
  checkSaid(given, flags);
  const { values } = given;
  const [key, subject = '', issuer = ''] = [flags.key, flags.identity, flags.issuer].map((flag) => values.value(flag));
  const root = values.value(ship.trustedRoot);
  const trusted = root === undefined ? undefined : inputFile(root, maxRootBytes, given);
  if (key !== undefined) return { kind: 'key', key: keyFile(key, given), ...defined({ trustedRoot: trusted }) };
  if (trusted === undefined) throw new SeaworthyError('E_INTERNAL', 'an identity without a trusted root');
  return { kind: 'identity', subject, issuer, trustedRoot: trusted };
}

/** Who must have signed, by the flags. Throws `E_USAGE` where they do not say it, or say it twice. */
export const wantedSigner = (context: Given): WantedSigner => signerBy(context, ofImage);

/** Who must have signed the team's advisory data. Throws likewise, and at once; its files are read when somebody asks. */
export function databaseSigner(given: Given): () => WantedSigner {
  checkSaid(given, ofDatabase);
  return () => signerBy(given, ofDatabase);
}

/** Whether the flags name a signer of advisory data. */
export const namesDatabaseSigner = ({ values }: Given): boolean =>
  Object.values(ofDatabase).some((flag: ValueFlag<string>) => values.value(flag) !== undefined);

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
