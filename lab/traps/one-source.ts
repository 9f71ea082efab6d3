import { type Distribution, emptyCoverage, type Finding, type Package } from '../../src/core/index.ts';
import { feeds, type Matched, match, type Partition } from '../../src/phases/1-build/advisories/index.ts';

/** What one publisher says of one release, as its feed is handed it, and a package of that release. */
export interface OneSource {
  readonly feed: string;
  readonly partition: string;
  readonly file: readonly [path: string, text: string];
  readonly distribution: Distribution;
  readonly found: Pick<Package, 'type' | 'name' | 'version' | 'versionOrder'>;
}

/** The rows as the feed makes them, as a partition that is asked. */
function partitionOf({ feed: id, partition, file: [path, text] }: OneSource): Partition {
  const feed = feeds.find((one) => one.id === id);
  if (feed?.owns(partition) !== true) throw new Error(`no feed ${id} of ${partition}`);
  const records = [...feed.parse(partition, [{ path, bytes: Buffer.from(text) }]).records];
  const rows = Map.groupBy(records, ({ key }) => key);
  const advisories = (key: string) =>
    (rows.get(key) ?? []).flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  const date = '2026-01-01T00:00:00.000Z';
  const digest = `sha256:${'0'.repeat(64)}` as const;
  const made = { id: partition, title: id, date, fetched: date, digest, origin: 'memory', feed: id, files: [] };
  return {
    id: partition,
    manifest: { ...made, records: records.length, problems: [] },
    advisories,
    exploitation: () => undefined,
    search: () => [],
    close: () => {},
  };
}

/** What is told of the package by that publisher alone. */
export async function judgedByOne(source: OneSource): Promise<Matched> {
  for (const feed of feeds) await feed.prepare?.();
  const { found, distribution } = source;
  const id = `pkg:${found.type}/${found.name}@${found.version}`;
  const whole: Package = {
    ...found,
    id,
    purl: id,
    licences: [],
    path: 'list',
    paths: ['list'],
    files: [],
    foundBy: 'trap',
    source: { name: found.name, version: found.version },
  };
  const platform = { os: 'linux', architecture: 'amd64' };
  const zeros = `sha256:${'0'.repeat(64)}` as const;
  const subject = { kind: 'image', name: 'trap', digest: zeros, configDigest: zeros, platform } as const;
  const inventory = { subject, distribution, packages: [whole], layers: [], coverage: emptyCoverage };
  const partition = partitionOf(source);
  return match(
    inventory,
    feeds,
    (wanted) => (wanted === partition.id ? partition : undefined),
    new Date('2026-01-02T00:00:00Z'),
  );
}

/** States of fixes, by id of the flaw. */
export const fixes = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({ id, fix }) => [id, fix.state]));
