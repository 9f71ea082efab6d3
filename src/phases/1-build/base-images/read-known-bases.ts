import { type Digest, defined, parseDigest, SeaworthyError } from '../../../core/index.ts';
import { asArray, asObject, asString, field, optionalString, parseJson } from '../../../foundations/formats/index.ts';
import { chainIdOf } from './chain-ids.ts';
import type { KnownBase } from './known-base.ts';

/** Bounds of a list of bases. */
export const baseListLimits = { bytes: 32 * 1024 * 1024, bases: 100_000, layers: 1_000 } as const;

/**
 * A team's list of base images: `{"bases": [{"name": "debian:12", "digest": "sha256:…", "diffIds": ["sha256:…"], "created": "2026-01-01T00:00:00Z"}]}`. Instead of
 * `diffIds` an entry may have the `chainId` of all its layers. Throws `E_FORMAT`, `E_DIGEST`, `E_LIMIT`: half a list would tell a farther base for a nearer one.
 */
export function readKnownBases(bytes: Uint8Array, where: string): readonly KnownBase[] {
  const document = asObject(parseJson(bytes, where, { maxBytes: baseListLimits.bytes }), where);
  const bases = asArray(field(document, 'bases'), `${where}, bases`);
  if (bases.length > baseListLimits.bases)
    throw new SeaworthyError('E_LIMIT', `more than ${baseListLimits.bases} base images`, { where });
  return bases.flatMap((value, index) => readBase(value, `${where}, bases[${index}]`, where));
}

function readBase(value: unknown, at: string, source: string): readonly KnownBase[] {
  const base = asObject(value, at);
  const name = asString(field(base, 'name'), `${at}, name`);
  const digest = optionalString(base, 'digest', at);
  const chainId = chainIn(base, at);
  // An image of nothing is no base that anybody could tell.
  if (chainId === undefined) return [];
  const created = optionalString(base, 'created', at);
  return [
    {
      name,
      chainId,
      source,
      ...defined({ created, digest: digest === undefined ? undefined : parseDigest(digest, at) }),
    },
  ];
}

function chainIn(base: unknown, at: string): Digest | undefined {
  const given = optionalString(base, 'chainId', at);
  if (given !== undefined) return parseDigest(given, at);
  const ids = asArray(field(base, 'diffIds'), `${at}, diffIds`);
  if (ids.length > baseListLimits.layers)
    throw new SeaworthyError('E_LIMIT', `a base of more than ${baseListLimits.layers} layers`, { where: at });
  return chainIdOf(ids.map((id, index) => parseDigest(asString(id, `${at}, diffIds[${index}]`), at)));
}
