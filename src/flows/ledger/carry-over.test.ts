import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { inTemporaryDirectory, makeZip } from '../../../lab/fixtures/index.ts';
import { type Digest, emptyCoverage, fixedClock, type Inventory, type Package } from '../../core/index.ts';
import { type NewRecord, openLedger } from '../../foundations/ledger/index.ts';
import { feeds } from '../../phases/1-build/advisories/index.ts';
import { asRecord, inventoryKind, inventoryPayload } from '../../records/index.ts';
import { updateDatabase } from '../database.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { type Rejudged, type Rejudgement, type RejudgeOptions, rejudge } from './rejudge.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What is known on a day. */
interface Day {
  /** Hours that went by. */
  readonly hours: number;
  readonly flaws: readonly Flaw[];
  /** Numbers of flaws that are exploited. */
  readonly exploited: readonly number[];
  readonly update: 'osv' | 'kev' | 'both' | 'none';
}

interface Flaw {
  readonly number: number;
  readonly name: string;
  readonly ecosystem: 'npm' | 'PyPI';
  readonly fixed: number;
  readonly rated: boolean;
  readonly withdrawn: boolean;
}

const flaw: fc.Arbitrary<Flaw> = fc.record({
  number: fc.nat(5),
  name: fc.constantFrom(...names),
  ecosystem: fc.constantFrom('npm', 'PyPI'),
  fixed: fc.integer({ min: 1, max: 3 }),
  rated: fc.boolean(),
  withdrawn: fc.boolean(),
});

const day: fc.Arbitrary<Day> = fc.record({
  hours: fc.constantFrom(1, 1, 30, 24 * 7, 24 * 40),
  flaws: fc.array(flaw, { maxLength: 5 }),
  exploited: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  update: fc.constantFrom('osv', 'osv', 'both', 'kev', 'none'),
});

const digestOf = (number: number): Digest => `sha256:${number.toString(16).padStart(64, '0')}`;

function packageOf(name: string, ecosystem: Flaw['ecosystem'], version: number): Package {
  const type = ecosystem === 'npm' ? 'npm' : 'pypi';
  const purl = `pkg:${type}/${name}@${version}.0.0`;
  return {
    id: purl,
    purl,
    name,
    version: `${version}.0.0`,
    type,
    versionOrder: ecosystem === 'npm' ? 'semver' : 'pep440',
    licences: [],
    path: `app/${name}`,
    paths: [`app/${name}`],
    files: [],
    foundBy: 'test',
  };
}

/** Eight images, two by two under one name, each of two packages, some of a distribution that comes to its end. */
function inventoryOf(image: number): Inventory {
  const at = (step: number): string => names[(image + step) % names.length] ?? 'a';
  return {
    subject: {
      kind: 'image',
      name: `registry.example/app-${image >> 1}:1`,
      digest: digestOf(image),
      configDigest: digestOf(image),
      platform: { os: 'linux', architecture: 'amd64' },
    },
    ...(image % 4 === 0
      ? {
          distribution: {
            id: 'harbour',
            version: '1',
            like: [],
            prettyName: 'Harbour 1',
            path: 'etc/os-release',
            endOfLife: { date: '2026-02-10', passed: false },
          },
        }
      : {}),
    layers: [],
    packages: [packageOf(at(0), 'npm', 1 + (image % 2)), packageOf(at(2), 'PyPI', 1)],
    coverage: { ...emptyCoverage, lookedFor: [] },
    build: { created: '2026-01-01T00:00:00Z', diffIds: [digestOf(900), digestOf(1_000 + image)] },
  };
}

const recordOf = (image: number, inventory = inventoryOf(image)): NewRecord => ({
  subject: digestOf(image),
  names: [inventory.subject.name],
  producer: { name: 'test', version: '1' },
  time: '2026-01-01T00:00:00.000Z',
  ...asRecord(inventoryKind, inventoryPayload(inventory)),
});

class World {
  readonly folder: string;
  time = Date.UTC(2026, 0, 2);

  constructor(folder: string) {
    this.folder = folder;
  }

  settings(ledger: string, more: Partial<Settings> = {}): Settings {
    const place = (name: string): string => pathToFileURL(join(this.folder, name)).href;
    const on: Readonly<Record<string, string>> = { osv: place('osv'), kev: place('kev') };
    return offlineSettings({
      databaseDirectory: join(this.folder, 'database'),
      ledgerDirectory: join(this.folder, ledger),
      feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, on[setting] ?? 'off'])),
      clock: fixedClock(new Date(this.time)),
      toolVersion: '1.2.3',
      ...more,
    });
  }

  async store(ledger: string, records: readonly NewRecord[]): Promise<void> {
    const opened = await openLedger(join(this.folder, ledger));
    await opened.appendAll(records);
    await opened.close();
  }

  async publish({ flaws, exploited }: Pick<Day, 'flaws' | 'exploited'>): Promise<void> {
    const made = new Date(this.time).toISOString();
    for (const ecosystem of ['npm', 'PyPI']) {
      const files = flaws
        .filter((one) => one.ecosystem === ecosystem)
        .map((one, index) => ({ name: `${index}.json`, content: JSON.stringify(osvOf(one, index, made)) }));
      // An empty list is no list of the publisher's.
      files.push({
        name: 'other.json',
        content: JSON.stringify(osvOf({ ...quiet, ecosystem: ecosystem as 'npm' }, 99, made)),
      });
      await mkdir(join(this.folder, 'osv', ecosystem), { recursive: true });
      await writeFile(join(this.folder, 'osv', ecosystem, 'all.zip'), makeZip(files));
    }
    // An empty catalogue is none.
    const vulnerabilities = [99, ...exploited].map((number) => ({
      cveID: cveOf(number),
      vulnerabilityName: 'A flaw',
      dateAdded: '2026-01-01',
      requiredAction: 'Update.',
      knownRansomwareCampaignUse: 'Unknown',
    }));
    await mkdir(join(this.folder, 'kev'), { recursive: true });
    await writeFile(
      join(this.folder, 'kev/known_exploited_vulnerabilities.json'),
      JSON.stringify({
        title: 'x',
        catalogVersion: '1',
        dateReleased: made,
        count: vulnerabilities.length,
        vulnerabilities,
      }),
    );
  }

  async update(which: Day['update']): Promise<void> {
    const partitions = which === 'none' ? [] : which === 'kev' ? ['kev'] : ['osv/npm', 'osv/PyPI'];
    const all = which === 'both' ? ['kev', ...partitions] : partitions;
    if (all.length > 0) await updateDatabase(all, this.settings('none', { refresh: true }));
  }
}

const cveOf = (number: number): string => `CVE-2025-${10_000 + number}`;
const quiet: Flaw = { number: 9, name: 'quiet', ecosystem: 'npm', fixed: 1, rated: false, withdrawn: false };

const osvOf = ({ number, name, ecosystem, fixed, rated, withdrawn }: Flaw, index: number, made: string): object => ({
  schema_version: '1.7.0',
  id: `GHSA-${index}${number}${fixed}a-aaaa-aaaa`,
  aliases: [cveOf(number)],
  // What is said of a package may stay as it was while its list is made anew.
  modified: name === 'quiet' ? made : '2026-01-01T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  ...(withdrawn ? { withdrawn: '2026-01-02T00:00:00Z' } : {}),
  summary: 'A flaw',
  affected: [
    {
      package: { ecosystem, name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: `${fixed}.5.0` }] }],
    },
  ],
  ...(rated ? { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] } : {}),
});

/** What can be compared between two ledgers, whose records have digests of their own. */
function comparable(one: Rejudged): unknown {
  if (one.state !== 'judged') return [one.state, one.why];
  const { report, diff, record, before, inventory } = one;
  return { subject: inventory.subject, report, diff, record: record?.sequence, before: before?.sequence };
}

const judged = (all: readonly Rejudged[]): readonly Rejudgement[] =>
  all.flatMap((one) => (one.state === 'judged' ? [one] : []));

const carried = (all: readonly Rejudged[]): number => judged(all).filter(({ carriedOver }) => carriedOver).length;

test('whatever changes, what is carried over is what judging everything gives', async () => {
  let [short, long] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 5 }), (days) =>
      inTemporaryDirectory(async (folder) => {
        const world = new World(folder);
        const records = Array.from({ length: 8 }, (_, image) => recordOf(image));
        for (const ledger of ['short', 'long']) await world.store(ledger, records);
        await world.publish({ flaws: [], exploited: [] });
        await world.update('both');
        for (const { hours, update, ...said } of days) {
          world.time += hours * 3_600_000;
          await world.publish(said);
          await world.update(update);
          const one = await rejudge(world.settings('short'), { program: 'test' });
          const other = await rejudge(world.settings('long'), { all: true });
          assert.deepEqual(one.map(comparable), other.map(comparable));
          short += carried(one);
          long += one.length - carried(one);
        }
      }),
    ),
    { numRuns: 8 },
  );
  assert.ok(short > 30 && long > 30, `${short} carried over, ${long} judged`);
});

/** A world in which all was judged once and would be carried over. */
const settled = (
  work: (world: World, again: (more?: Partial<Settings>, options?: RejudgeOptions) => Promise<number>) => Promise<void>,
) =>
  inTemporaryDirectory(async (folder) => {
    const world = new World(folder);
    await world.store(
      'ledger',
      [0, 1, 2, 3].map((image) => recordOf(image)),
    );
    await world.publish({ flaws: [{ ...quiet, name: 'a', number: 1 }], exploited: [] });
    await world.update('both');
    const again = async (more: Partial<Settings> = {}, options: RejudgeOptions = { program: 'test' }) =>
      carried(await rejudge(world.settings('ledger', more), options));
    assert.equal(await again(), 0, 'nothing was judged before');
    assert.equal(await again(), 4);
    await work(world, again);
  });

test('a record about one package, and only that, has those with the package judged', () =>
  settled(async (world, again) => {
    world.time += 3_600_000;
    await world.publish({
      flaws: [
        { ...quiet, name: 'a', number: 1 },
        { ...quiet, name: 'b', number: 2 },
      ],
      exploited: [],
    });
    await world.update('osv');
    // Image 1 has npm's b, and no other has.
    assert.equal(await again(), 3);
    assert.equal(await again(), 4);
  }));

const others: readonly (readonly [
  what: string,
  more: (world: World) => Partial<Settings>,
  options?: RejudgeOptions,
])[] = [
  ['another program', () => ({}), { program: 'another' }],
  ['sources without a digest', () => ({}), {}],
  ['whoever wants all judged', () => ({}), { program: 'test', all: true }],
  ['a feed that is off', (world) => ({ feeds: { ...world.settings('ledger').feeds, kev: 'off' } })],
  [
    'a feed that may say more',
    (world) => ({ feeds: { ...world.settings('ledger').feeds, epss: pathToFileURL(join(world.folder, 'epss')).href } }),
  ],
  ['statements of others', (world) => ({ vex: { places: [join(world.folder, 'none.json')] } })],
  [
    'a database without the data',
    (world) => ({
      databaseDirectory: join(world.folder, 'other'),
      feeds: { ...world.settings('ledger').feeds, osv: 'https://feeds.example', kev: 'https://feeds.example' },
    }),
  ],
];
for (const [what, more, options] of others)
  test(`nothing is carried over to ${what}`, () =>
    settled(async (world, again) => {
      await writeFile(
        join(world.folder, 'none.json'),
        JSON.stringify({
          '@context': 'https://openvex.dev/ns/v0.2.0',
          '@id': 'x',
          author: 'x',
          timestamp: '2026-01-01T00:00:00Z',
          version: 1,
          statements: [],
        }),
      );
      assert.equal(await again(more(world), options ?? { program: 'test' }), 0);
    }));

test('another inventory, a scan that came between and a damaged memo have the subject judged', () =>
  settled(async (world, again) => {
    await world.store('ledger', [recordOf(1, { ...inventoryOf(1), packages: [] })]);
    assert.equal(await again(), 3);
    assert.equal(await again(), 4);
    assert.equal(await again({}, {}), 0, 'judged by nobody knows whom');
    assert.equal(await again(), 0, 'so it is judged again');
    const file = new DatabaseSync(join(world.folder, 'ledger/ledger.sqlite'));
    file.prepare("UPDATE memos SET body = x'00' WHERE subject = ?").run(digestOf(2));
    file.prepare('DELETE FROM memos WHERE subject = ?').run(digestOf(3));
    file.close();
    assert.equal(await again(), 2);
  }));

test('where nothing is recorded nothing is remembered either', () =>
  settled(async (world, again) => {
    assert.equal(await again({ record: false }), 4);
    await world.store('ledger', [recordOf(1, { ...inventoryOf(1), packages: [] })]);
    assert.equal(await again({ record: false }), 3);
    assert.equal(await again({ record: false }), 3);
  }));
