import { SeaworthyError } from '../../core/index.ts';
import { asArray, asString, field, parseJson } from '../../foundations/formats/index.ts';
import { type Descriptor, type ImageManifest, parseManifest } from '../../foundations/images/index.ts';
import { type Feed, feeds, readOffer, type StoredPartitionManifest } from '../../phases/1-build/advisories/index.ts';
import { artifactLimits, databaseConfigType, databaseType, partitionType } from './media-types.ts';

/** A partition that an artifact holds. */
export interface HeldPartition {
  readonly manifest: StoredPartitionManifest;
  /** Undefined where no feed of this version owns it. */
  readonly feed: Feed | undefined;
  readonly layer: Descriptor;
}

const wrong = (message: string, where: string): SeaworthyError => new SeaworthyError('E_FORMAT', message, { where });

/** The manifest of an artifact that is a database. Throws `E_FORMAT` for anything else that its maker may have signed, `E_LIMIT`. */
export function readDatabaseManifest(bytes: Uint8Array, where: string): ImageManifest {
  const manifest = parseManifest(bytes, where, artifactLimits);
  if (manifest.artifactType !== databaseType || manifest.config.mediaType !== databaseConfigType)
    throw wrong('an image or another artifact, and no advisory database', where);
  const other = manifest.layers.find((layer) => layer.mediaType !== partitionType);
  if (other !== undefined) throw wrong(`a layer of the type ${other.mediaType.slice(0, 100)}`, where);
  const large = manifest.layers.find((layer) => layer.size > artifactLimits.layerBytes);
  if (large !== undefined) throw new SeaworthyError('E_LIMIT', `a layer of ${large.size} bytes`, { where });
  return manifest;
}

/** What is in the artifact, layer by layer. Throws `E_FORMAT` and `E_LIMIT` where configuration and layers do not fit each other. */
export function readHeld(
  manifest: ImageManifest,
  config: Uint8Array,
  via: string,
  where: string,
): readonly HeldPartition[] {
  const json = parseJson(config, where, { maxBytes: artifactLimits.configBytes });
  if (field(json, 'database') !== 1) throw wrong('an advisory database in a form that is not known here', where);
  asString(field(json, 'created'), `${where}, created`);
  const partitions = asArray(field(json, 'partitions'), `${where}, partitions`);
  if (partitions.length !== manifest.layers.length)
    throw wrong(`${partitions.length} partitions in ${manifest.layers.length} layers`, where);
  const held = manifest.layers.map((layer, at) => ({ ...readOffer(partitions[at], feeds, via, where), layer }));
  const ids = new Set(held.map((one) => one.manifest.id));
  if (ids.size !== held.length) throw wrong('a partition that stands twice', where);
  return held;
}
