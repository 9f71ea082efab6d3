import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DatedBy,
  type Digest,
  defined,
  isDigest,
  oneHour,
  SeaworthyError,
  whyOf,
} from '../../../../core/index.ts';
import {
  asArray,
  asNumber,
  asString,
  field,
  optionalString,
  optionalStrings,
  parseJson,
} from '../../../../foundations/formats/index.ts';
import type { Feed, PartitionId } from '../feed.ts';
import type { PartitionManifest } from '../partition.ts';
import { manifestName, partitionFolder } from './layout.ts';
import { schemaVersion } from './schema.ts';

/** One file that a partition was made from, as it was fetched. */
export interface SourceFile {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly bytes: number;
  /** Of the bytes as fetched. */
  readonly digest: Digest;
}

/** The manifest as it is kept: `fetched` is renewed whenever the publisher says that nothing has changed. */
export interface StoredPartitionManifest extends PartitionManifest {
  readonly schema: number;
  /** `version` of the feed whose parser made the rows. */
  readonly feedVersion: number;
  /** When its publisher says that it was made; absent where it does not say, or says a time that is still to come. `date` is the best there is. */
  readonly published?: string;
  /** Name of the file with the rows, beside the manifest. */
  readonly file: string;
  /** Its size; `digest` is its SHA-256. */
  readonly bytes: number;
  readonly files: readonly SourceFile[];
  /** The artifact or the file that it was taken from, where another machine made it. */
  readonly via?: string;
}

/** Name of the file with rows of this digest. */
export const fileOf = (digest: Digest): string => `${digest.slice('sha256:'.length, 'sha256:'.length + 16)}.sqlite`;

/** `E_DATABASE` about one partition, with what to remove. */
export function damaged(id: PartitionId, folder: string, cause: unknown): SeaworthyError {
  return new SeaworthyError('E_DATABASE', `the partition ${id} of the advisory database is damaged`, {
    where: folder,
    why: whyOf(cause),
    next: `Remove ${folder} and run \`seaworthy db update ${id}\`.`,
    cause,
  });
}

function digestOf(value: unknown, where: string): Digest {
  const text = asString(value, where);
  if (!isDigest(text)) throw new SeaworthyError('E_FORMAT', 'a digest expected', { where });
  return text;
}

function readSource(value: unknown, where: string): SourceFile {
  const etag = optionalString(value, 'etag', where);
  const lastModified = optionalString(value, 'lastModified', where);
  return {
    url: asString(field(value, 'url'), `${where}, url`),
    ...defined({ etag, lastModified }),
    bytes: asNumber(field(value, 'bytes'), `${where}, bytes`),
    digest: digestOf(field(value, 'digest'), `${where}, digest`),
  };
}

const datedBy: readonly DatedBy[] = ['publisher', 'server', 'file', 'fetch'];

/** A manifest from its JSON. Throws `E_FORMAT`. */
export function readManifestFrom(json: unknown, where: string): StoredPartitionManifest {
  const text = (name: string): string => asString(field(json, name), `${where}, ${name}`);
  const number = (name: string): number => asNumber(field(json, name), `${where}, ${name}`);
  const file = text('file');
  const dated = datedBy.find((one) => one === field(json, 'dated'));
  if (!/^[0-9a-f]{16}\.sqlite$/.test(file)) throw new SeaworthyError('E_FORMAT', 'a file name expected', { where });
  const published = optionalString(json, 'published', where);
  const via = optionalString(json, 'via', where);
  return {
    id: text('id'),
    title: text('title'),
    date: text('date'),
    ...defined({ dated }),
    fetched: text('fetched'),
    records: number('records'),
    digest: digestOf(field(json, 'digest'), `${where}, digest`),
    origin: text('origin'),
    feed: text('feed'),
    files: asArray(field(json, 'files'), `${where}, files`).map((entry) => readSource(entry, `${where}, files`)),
    problems: optionalStrings(json, 'problems', where),
    ...(field(json, 'unread') === undefined ? {} : { unread: optionalStrings(json, 'unread', where) }),
    schema: number('schema'),
    feedVersion: number('feedVersion'),
    file,
    bytes: number('bytes'),
    ...defined({ published, via }),
  };
}

/** The manifest of a partition; undefined when the partition is not there. Throws `E_DATABASE` when it cannot be read or understood. */
export function readManifest(directory: string, id: PartitionId): StoredPartitionManifest | undefined {
  const folder = partitionFolder(directory, id);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(folder, manifestName));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw damaged(id, folder, cause);
  }
  try {
    const manifest = readManifestFrom(parseJson(bytes, manifestName), manifestName);
    if (manifest.id !== id) throw new Error(`its manifest is that of ${manifest.id}`);
    return manifest;
  } catch (cause) {
    throw damaged(id, folder, cause);
  }
}

/**
 * Whether a partition should be fetched again: it is not there, its rows were made by another version of the program, or the publisher was asked
 * longer ago than the feed allows (or in the future: the clock was wrong). A partition whose feed is switched off or unknown never is.
 */
export function isStale(manifest: StoredPartitionManifest | undefined, feed: Feed | undefined, now: Date): boolean {
  if (feed === undefined) return false;
  if (manifest === undefined || manifest.schema !== schemaVersion || manifest.feedVersion !== feed.version) return true;
  const age = now.getTime() - new Date(manifest.fetched).getTime();
  return !(age <= feed.maxAgeHours * oneHour && age >= -oneHour);
}
