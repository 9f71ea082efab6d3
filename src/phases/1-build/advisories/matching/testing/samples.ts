import {
  type Advisory,
  type Distribution,
  type Exploitation,
  emptyCoverage,
  formatPurl,
  type Inventory,
  type Package,
} from '../../../../../core/index.ts';
import type { Feed, FeedRecord, PartitionId } from '../../feed.ts';
import { memoryPartition } from '../../memory-partition.ts';
import type { Partition } from '../../partition.ts';
import { type Matched, match } from '../match.ts';

/** Makes small worlds for the tests of this folder: packages, records, feeds. Made up, in the shapes that real ones have. */

export const testNow = new Date('2026-01-02T00:00:00Z');

export const bookworm: Distribution = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  like: [],
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  path: 'etc/os-release',
};

export const alpine: Distribution = { id: 'alpine', version: '3.20.3', like: [], path: 'etc/os-release' };

export function advisory(id: string, more: Partial<Advisory> = {}): Advisory {
  return {
    id,
    aliases: [],
    covers: [],
    package: 'p',
    status: 'affected',
    ranges: [],
    versions: [],
    cvss: [],
    references: [],
    ...more,
  };
}

/** A record that says: affected before `fixed`. */
export function fixedIn(id: string, fixed: string, more: Partial<Advisory> = {}): Advisory {
  return advisory(id, { ranges: [{ fixed }], ...more });
}

const orders: Readonly<Record<string, string>> = {
  deb: 'dpkg',
  apk: 'apk',
  npm: 'semver',
  pypi: 'pep440',
  golang: 'go',
};

const databases: Readonly<Record<string, string>> = { deb: 'var/lib/dpkg/status', apk: 'lib/apk/db/installed' };

export function testPackage(type: string, name: string, version: string, more: Partial<Package> = {}): Package {
  const path = more.path ?? databases[type] ?? `usr/lib/${name}`;
  const purl = formatPurl({ type, name, version });
  return {
    id: `${purl} /${path}`,
    name,
    version,
    purl,
    type,
    versionOrder: orders[type] ?? 'none',
    licences: [],
    path,
    paths: [path],
    files: [],
    foundBy: type,
    ...more,
  };
}

export function inventoryOf(packages: readonly Package[], distribution?: Distribution): Inventory {
  return {
    subject: { kind: 'files', name: 'test', content: 'directory', path: 'test' },
    ...(distribution ? { distribution } : {}),
    packages,
    layers: [],
    coverage: emptyCoverage,
  };
}

function feed(id: string, lookups: Feed['lookups'], more: Partial<Feed> = {}): Feed {
  return {
    id,
    version: 1,
    needs: ['network'],
    title: `Feed ${id}`,
    base: 'https://feed.invalid/',
    setting: id,
    publisher: 'tests',
    licence: 'none',
    limits: { bytes: 1, inflatedBytes: 1, records: 1 },
    tells: 'advisories',
    maxAgeHours: 24,
    owns: (partition) => partition.startsWith(`${id}/`) || partition === id,
    files: () => [],
    parse: () => ({ records: [], problems: [] }),
    lookups,
    contextPartitions: [],
    proven: { with: 'shape', what: 'An example.' },
    ...more,
  };
}

/** A distribution's feed: by source package, for distributions of its own id. */
export function distributionFeed(id: string, partition: PartitionId, type: string, of: string): Feed {
  return feed(id, (found, distribution) => {
    if (found.type !== type || distribution?.id !== of) return [];
    const source = found.source ?? { name: found.name, version: found.version };
    const why = `${of} publishes about the source package ${source.name} ${source.version}, from which ${found.name} was built`;
    return [{ partition, key: source.name, version: source.version, why }];
  });
}

/** An ecosystem's feed: by name. */
export function ecosystemFeed(id: string, partition: PartitionId, type: string): Feed {
  return feed(id, (found) => {
    if (found.type !== type) return [];
    return [{ partition, key: found.name, version: found.version, why: `${type} packages are known by their name` }];
  });
}

export const tracker = distributionFeed('tracker', 'tracker/bookworm', 'deb', 'debian');
export const bulletins = distributionFeed('bulletins', 'bulletins/bookworm', 'deb', 'debian');
export const secdb = distributionFeed('secdb', 'secdb/3.20', 'apk', 'alpine');
export const npm = ecosystemFeed('npm', 'npm/all', 'npm');
export const pypi = ecosystemFeed('pypi', 'pypi/all', 'pypi');
export const golang = ecosystemFeed('golang', 'golang/all', 'golang');
export const exploited: Feed = feed('exploited', () => [], {
  contextPartitions: ['exploited'],
  tells: 'exploited',
});

/** Rows by partition and key: `{ 'npm/all': { minimist: [record] } }`; a row that is no advisory is about exploitation. */
export type World = Readonly<Record<PartitionId, Readonly<Record<string, readonly Advisory[] | Exploitation>>>>;

/** A binary package of the source openssl. */
export function openssl(version: string, name = 'libssl3', binary = version): Package {
  return testPackage('deb', name, binary, { source: { name: 'openssl', version } });
}

/** Rows of Debian's tracker. */
export function debian(records: World[string]): World {
  return { 'tracker/bookworm': records };
}

export function partitionsOf(world: World): (id: PartitionId) => Partition | undefined {
  const partitions = new Map(
    Object.entries(world).map(([id, keys]) => {
      const records = Object.entries(keys).flatMap(([key, rows]): FeedRecord[] => {
        if (!Array.isArray(rows)) return [{ kind: 'exploitation', key, exploitation: rows as Exploitation }];
        return (rows as readonly Advisory[]).map((one) => ({ kind: 'advisory', key, advisory: one }));
      });
      return [id, memoryPartition(id, records)];
    }),
  );
  return (id) => partitions.get(id);
}

/** Judges packages of Debian bookworm, or of the distribution given. */
export function judgeAll(
  packages: readonly Package[],
  feeds: readonly Feed[],
  world: World,
  distribution: Distribution | undefined = bookworm,
): Matched {
  return match(inventoryOf(packages, distribution), feeds, partitionsOf(world), testNow);
}
