import type { Advisory, AdvisoryScope, VersionRange } from '../../../../../core/index.ts';
import { defined } from '../../../../../core/index.ts';
import {
  asString,
  field,
  isObject,
  optionalArray,
  optionalString,
  optionalStrings,
} from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import type { FeedRecord } from '../../feed.ts';
import type { Tally } from '../tally.ts';
import { weaknessesIn } from '../weaknesses.ts';
import type { OsvDialect } from './dialect.ts';
import { named, osvKey, splitEcosystem } from './names.ts';
import { isOfMalware } from './publishers.ts';
import { readRanges } from './ranges.ts';
import { readRatings } from './ratings.ts';
import { readScope } from './scope.ts';

/** What the entries of `affected` say of one package, put together. */
interface Concerned {
  readonly name: string;
  readonly first: unknown;
  readonly ranges: VersionRange[];
  readonly versions: string[];
  hasCommits: boolean;
  /** Undefined as soon as one entry is about all of the package. */
  only: readonly AdvisoryScope[] | undefined;
}

/** Whether a record names a package of an ecosystem; undefined where it names none at all. */
export function concerns(record: unknown, ecosystem: string): boolean | undefined {
  const affected = field(record, 'affected');
  const names = (Array.isArray(affected) ? affected : []).flatMap((entry) => {
    const full = field(field(entry, 'package'), 'ecosystem');
    return typeof full === 'string' ? [splitEcosystem(full).name] : [];
  });
  return names.length === 0 ? undefined : names.includes(ecosystem);
}

/** The packages of one ecosystem in a record, by key. A record may also name packages of others: they are in those ecosystems' own zips. */
function packagesOf(record: unknown, ecosystem: string, where: string, dialect?: OsvDialect): Map<string, Concerned> {
  const packages = new Map<string, Concerned>();
  const orderId = dialect?.versionOrder ?? named.find(({ osv }) => osv.name === ecosystem)?.versionOrder;
  const order = orderId === undefined ? undefined : versionOrder(orderId);
  for (const affected of optionalArray(record, 'affected', where)) {
    const pkg = field(affected, 'package');
    // Without a package it is about a git repository.
    if (pkg === undefined) continue;
    const name = asString(field(pkg, 'name'), `${where}, package name`);
    const full = asString(field(pkg, 'ecosystem'), `${where}, ecosystem`);
    const { name: own, release } = splitEcosystem(full);
    if (own !== ecosystem || (dialect && release !== dialect.release)) continue;
    const key = dialect ? name : osvKey(full, name);
    const only = readScope(affected);
    const entry = packages.get(key) ?? { name, first: affected, ranges: [], versions: [], hasCommits: false, only: [] };
    entry.only = only && entry.only && [...entry.only, ...only];
    const { ranges, hasCommits } = readRanges(affected, order, where);
    for (const range of ranges) entry.ranges.push(range);
    for (const version of optionalStrings(affected, 'versions', where)) entry.versions.push(version);
    entry.hasCommits ||= hasCommits;
    packages.set(key, entry);
  }
  return packages;
}

/** Remarks on the state: RustSec's `informational: unmaintained`, GitHub's bound where it names no fixed version. */
function noteOf(affected: unknown, where: string): string | undefined {
  const own = field(affected, 'database_specific');
  if (!isObject(own)) return undefined;
  const informational = optionalString(own, 'informational', where);
  const bound = optionalString(own, 'last_known_affected_version_range', where);
  const notes = [
    ...(informational ? [`informational: ${informational}`] : []),
    ...(bound ? [`last known to be affected: ${bound}`] : []),
  ];
  return notes.length > 0 ? notes.join('; ') : undefined;
}

function referencesOf(record: unknown, where: string): string[] {
  return optionalArray(record, 'references', where).map((entry) =>
    asString(field(entry, 'url'), `${where}, reference`),
  );
}

/**
 * The rows that a record gives to one ecosystem's partition: one for each of its packages (OSV schema 1.7, ossf.github.io/osv-schema). A withdrawn
 * record stays, so that it can be found and explained. Throws `E_FORMAT` when it has not the shape of the schema.
 */
export function* recordsOf(
  record: unknown,
  ecosystem: string,
  where: string,
  tally: Tally,
  dialect?: OsvDialect,
): Generator<FeedRecord> {
  const id = asString(field(record, 'id'), `${where}, id`);
  const title = optionalString(record, 'summary', where);
  const details = optionalString(record, 'details', where);
  const published = optionalString(record, 'published', where);
  const modified = optionalString(record, 'modified', where);
  const aliases = optionalStrings(record, 'aliases', where);
  const references = referencesOf(record, where);
  // Of GitHub's records.
  const named = field(field(record, 'database_specific'), 'cwe_ids');
  const weaknesses = Array.isArray(named) ? weaknessesIn(named) : undefined;
  const withdrawn = optionalString(record, 'withdrawn', where) !== undefined;
  for (const [key, { name, first, ranges, versions, hasCommits, only }] of packagesOf(
    record,
    ecosystem,
    where,
    dialect,
  )) {
    if (ranges.length === 0 && versions.length === 0) {
      tally.add(hasCommits ? 'records that name only commits' : 'records that name no versions', `${id} ${name}`);
      continue;
    }
    const note = noteOf(first, where);
    const asWritten: Advisory = {
      id,
      aliases,
      ...(isOfMalware(id) ? { about: 'malware' as const } : {}),
      covers: [],
      package: name,
      status: withdrawn ? 'withdrawn' : 'affected',
      ranges,
      versions,
      ...defined({ only }),
      ...readRatings(id, record, first, where, tally),
      ...(title ? { title } : {}),
      ...(details ? { details } : {}),
      ...defined({ weaknesses, note }),
      ...(published ? { published } : {}),
      ...(modified ? { modified } : {}),
      references,
    };
    const advisory = dialect ? dialect.adapt(asWritten, record) : asWritten;
    if (advisory !== undefined) yield { kind: 'advisory', key, advisory };
  }
}
