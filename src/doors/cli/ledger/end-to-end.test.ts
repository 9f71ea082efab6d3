import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inTemporaryDirectory, layer, makeZip, ociLayout } from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

/* The commands over real flows: an image that holds the npm package `left`, advisories from a folder, a ledger in a temporary folder. */

const red = '\u001b[31m';

const advisory = (id: string, fixed?: string): unknown => ({
  schema_version: '1.7.0',
  id,
  summary: `A flaw ${red}in red`,
  modified: '2026-01-02T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

class World {
  readonly folder: string;
  /** Days that have passed. */
  #day = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Runs one command line, a day after the one before. */
  async run(line: string): Promise<Result> {
    const feeds = flows.feeds.map(({ setting }) => [
      `SEAWORTHY_FEED_${setting.toUpperCase().replaceAll('-', '_')}`,
      setting === 'osv' ? pathToFileURL(join(this.folder, 'osv')).href : 'off',
    ]);
    const env = {
      ...Object.fromEntries(feeds),
      XDG_DATA_HOME: join(this.folder, 'data'),
      XDG_CACHE_HOME: join(this.folder, 'cache'),
      SEAWORTHY_OFFLINE: 'true',
      SEAWORTHY_REFRESH: 'true',
      SEAWORTHY_PLATFORM: 'linux/amd64',
      SOURCE_DATE_EPOCH: String(Date.UTC(2026, 0, ++this.#day) / 1000),
    };
    const host = fakeHost({ env, workingFolder: this.folder, flows });
    const code = await cli(line.split(' '), host);
    return { code, out: host.printed(), err: host.said() };
  }

  async build(name: string, version: string): Promise<string> {
    const body = JSON.stringify({ name: 'left', version });
    await ociLayout(join(this.folder, name), {
      layers: [layer([{ path: 'app/node_modules/left/package.json', body }])],
    });
    return `oci:${join(this.folder, name)}`;
  }

  async publish(...advisories: unknown[]): Promise<void> {
    const folder = join(this.folder, 'osv/npm');
    await mkdir(folder, { recursive: true });
    const files = advisories.map((one, index) => ({ name: `${index}.json`, content: JSON.stringify(one) }));
    await writeFile(join(folder, 'all.zip'), makeZip(files));
  }
}

const inWorld = (work: (world: World, image: string) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    const world = new World(folder);
    const image = await world.build('image', '1.0.0');
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa'));
    await work(world, image);
  });

/** Fit for a terminal of 80 columns, whatever the input held. Long names of folders stand alone on their line. */
function assertFit(text: string): void {
  for (const line of text.split('\n')) {
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f]/);
    assert.ok(line.length <= 80, line);
  }
}

test('scan, list, show, verify, tamper: the whole way at the command line', () =>
  inWorld(async (world, image) => {
    for (let scans = 0; scans < 2; scans++) assert.equal((await world.run(`scan ${image}`)).code, 0);
    assert.equal((await world.run(`scan ${image} --no-record`)).code, 0);
    assert.equal((await world.run(`explain GHSA-aaaa-aaaa-aaaa ${image}`)).code, 0);

    const subjects = await world.run('ledger list');
    assert.equal(subjects.code, 0, subjects.err);
    assert.match(subjects.out, /^LAST +RECORDS +SUBJECT +NAME\n2026-01-02 00:00 +3 {2}[0-9a-f]{12} {2}\S+image\n$/);
    const records = await world.run(`ledger list ${image}`);
    assert.match(records.out, /^# .*\n3 {2}2026-01-02 00:00 {2}scan .*\n2 .* scan .*\n1 .* inventory .*\n$/);
    const page = await world.run('ledger list --kind scan --limit 1');
    assert.match(page.out, /^#.*\n3 .*\n$/);
    assert.match(page.err, /--before 3/);
    assert.match((await world.run('ledger list --kind scan --limit 1 --before 3')).out, /^#.*\n2 .*\n$/);
    assert.match((await world.run('ledger list --since 2026-01-02')).out, /^#.*\n3 .*\n$/);

    const scan = await world.run('ledger show 2');
    assert.match(scan.out, /^Record 2: scan\n/);
    assert.match(scan.out, /findings {3}1 finding: 1 high\n/);
    const inventory = await world.run('ledger show 1');
    assert.match(inventory.out, /packages {2}1 package: 1 npm\n/);
    const known = await world.run(`ledger show ${image}`);
    assert.match(known.out, /records {2}3: 1 inventory, 2 scan\n/);
    for (const { out } of [subjects, records, page, scan, inventory, known]) assertFit(out);
    const whole = JSON.parse((await world.run('ledger show 2 --json')).out);
    assert.equal(whole.payload.report.findings[0].id, 'GHSA-aaaa-aaaa-aaaa');

    const { out: end } = await world.run('ledger checkpoint');
    await writeFile(join(world.folder, 'ends'), end);
    const good = await world.run('ledger verify --checkpoint ends');
    assert.deepEqual([good.code, good.out.split('\n')[0]], [0, 'ok: 3 records, the chain is whole']);
    assert.match(good.out, /up to record 3: as noted \(1 end, no signature checked\)/);
    await writeFile(join(world.folder, 'ends'), end.replace(/"digest":"sha256:.{8}/, '"digest":"sha256:00000000'));
    assert.equal((await world.run('ledger verify --checkpoint ends')).code, 4);

    const database = new DatabaseSync(join(world.folder, 'data/seaworthy/ledger/ledger.sqlite'));
    database.exec("UPDATE records SET time = '2026-01-09T00:00:00.000Z' WHERE sequence = 2");
    database.close();
    const bad = await world.run('ledger verify');
    assert.equal(bad.code, 4);
    assert.match(bad.out, /^NOT AS WRITTEN: \d problems? in 3 records\n/);
    assert.match(bad.out, /^2 {2}altered /m);
    assertFit(bad.out);
    for (const line of ['ledger show 2', 'ledger prune --keep-last 0 --yes']) {
      const refused = await world.run(line);
      assert.equal(refused.code, 4, line);
      assert.match(refused.err, /\[E_LEDGER_CHAIN\]\n$/, line);
    }
  }));

test('rejudge says what changed without the image, and judges the exit code by what is new', () =>
  inWorld(async (world, image) => {
    const nothing = await world.run('rejudge');
    assert.deepEqual([nothing.code, nothing.out], [5, '']);
    assert.match(nothing.err, /nothing was judged: no inventory is in the ledger yet/);
    await world.run(`scan ${image}`);
    await rm(join(world.folder, 'image'), { recursive: true });
    const same = await world.run('rejudge --fail-on high');
    assert.equal(same.code, 0, 'what was there before is not new');
    assert.match(same.out, /nothing changed: 1 finding\n\n1 subject: 0 changed, 1 the same\n$/);
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa', '2.0.0'), advisory('GHSA-bbbb-bbbb-bbbb', '1.5.0'));
    const unrecorded = await world.run('rejudge --no-record --json');
    assert.equal(JSON.parse(unrecorded.out)[0].record, null);
    const { code, out, err } = await world.run('rejudge --fail-on high');
    assert.equal(code, 3);
    assert.match(err, /^1 finding newly meets --fail-on high\n$/);
    assert.match(out, /1 appeared, 0 gone, 1 changed, 0 as before\n/);
    assert.match(out, /^\+ high {2}GHSA-bbbb-bbbb-bbbb {2}left 1\.0\.0 {2}fixed in 1\.5\.0$/m);
    assert.match(out, /^~ high {2}GHSA-aaaa-aaaa-aaaa {2}left 1\.0\.0\n? .*fix \S+ → fixed in 2\.0\.0/m);
    assertFit(out);
    assert.equal((await world.run('rejudge --fail-on fixable')).code, 0, 'recorded, so known by now');
    assert.equal((await world.run('rejudge nobody')).code, 1);
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa', '2.0.0'));
    assert.match(
      (await world.run('rejudge')).out,
      /^- high {2}GHSA-bbbb-bbbb-bbbb {2}left 1\.0\.0 {2}same package: not told of it any more$/m,
    );
  }));

test('diff of targets, reports and what the ledger holds', () =>
  inWorld(async (world, image) => {
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa', '1.5.0'), advisory('GHSA-cccc-cccc-cccc', '3.0.0'));
    await world.run(`scan ${image} -o json=old.json`);
    const newer = await world.build('newer', '2.0.0');
    for (const before of [image, 'old.json', `ledger:${image}`, 'ledger:2']) {
      const { code, out } = await world.run(`diff ${before} ${newer} --fail-on high`);
      assert.equal(code, 0, before);
      assert.match(out, /findings: 0 appeared, 1 gone, 0 changed, 1 as before \(1 in another version/, before);
      assert.match(out, /^- high {2}GHSA-aaaa-aaaa-aaaa {2}left 1\.0\.0 {2}2\.0\.0 is without it$/m);
      assert.match(out, /^~ left 1\.0\.0 → 2\.0\.0 \(npm\)$/m);
      assertFit(out);
    }
    const back = await world.run(`diff ${newer} old.json --fail-on high`);
    assert.deepEqual([back.code, back.err], [3, '1 finding newly meets --fail-on high\n']);
    const json = JSON.parse((await world.run(`diff ${newer} old.json --json`)).out);
    assert.equal(json.findings.appeared[0].id, 'GHSA-aaaa-aaaa-aaaa');
    const { records } = JSON.parse((await world.run('ledger list --kind scan --json')).out);
    assert.equal(records.length, 1, 'a comparison records nothing');
    const report = JSON.parse(await readFile(join(world.folder, 'old.json'), 'utf8'));
    const missed = { code: 'E_READ', message: 'x', where: 'y', part: 'npm', incomplete: true };
    report.coverage.problems.push(missed);
    await writeFile(join(world.folder, 'part.json'), JSON.stringify(report));
    const partly = await world.run('diff old.json part.json');
    assert.deepEqual([partly.code, partly.err], [5, 'incomplete: B (--allow-partial accepts it)\n']);
    assert.match(partly.out, /! {2}incomplete: what is missing/);
    assert.equal((await world.run('diff old.json part.json --allow-partial')).code, 0);
    await writeFile(join(world.folder, 'other.json'), '{"name": "x"}');
    assert.match((await world.run('diff old.json other.json')).err, /\[E_FORMAT\]/);
    assert.match((await world.run('diff old.json none.json')).err, /\[E_(?:TARGET_NOT_FOUND|TARGET_UNKNOWN|OFFLINE)\]/);
    assert.match((await world.run('diff ledger:nobody old.json')).err, /\[E_TARGET_NOT_FOUND\]/);
  }));

test('export, import and prune', () =>
  inWorld(async (world, image) => {
    for (let scans = 0; scans < 3; scans++) await world.run(`scan ${image}`);
    const { out } = await world.run('ledger export');
    assert.equal((await world.run('ledger export --to all.jsonl')).code, 0);
    assert.equal(await readFile(join(world.folder, 'all.jsonl'), 'utf8'), out);
    assert.equal(out.trimEnd().split('\n').length, 6);
    const some = await world.run(`ledger export ${image} --kind scan --since 2026-01-02`);
    assert.equal(some.out.trimEnd().split('\n').length, 4);
    assert.match((await world.run('ledger export nobody --to no.jsonl')).err, /\[E_TARGET_NOT_FOUND\]/);
    assert.ok(!(await readdir(world.folder)).some((name) => name.includes('no.jsonl')), 'nothing is left behind');

    const imported = await world.run('ledger import all.jsonl --ledger copy');
    assert.match(imported.out, /^4 records taken over into .*copy\n$/);
    assert.match((await world.run('ledger import all.jsonl --ledger copy')).err, /only an empty ledger/);
    await writeFile(join(world.folder, 'cut.jsonl'), out.slice(0, -100));
    assert.notEqual((await world.run('ledger import cut.jsonl --ledger other')).code, 0);
    assert.match((await world.run('ledger import none.jsonl')).err, /\[E_TARGET_NOT_FOUND\]/);

    const dry = await world.run('ledger prune --keep-last 1 --dry-run --ledger copy');
    assert.deepEqual([dry.code, dry.out], [0, 'would go: 2 records (2 scan)\nstays: 2 records\n']);
    assert.match((await world.run('ledger prune --keep-last 1 --ledger copy')).err, /nobody to ask.*\[E_USAGE\]/);
    const young = await world.run('ledger prune --keep-last 1 --older-than 2020-01-01 --yes --ledger copy');
    assert.equal(young.out, 'nothing to remove; 4 records\n');
    const done = await world.run('ledger prune --keep-last 1 --yes --ledger copy');
    assert.equal(done.out, 'removed: 2 records (2 scan)\nstays: 3 records\n');
    assert.match((await world.run('ledger verify --ledger copy')).out, /^ok: 3 records.*\n2 records pruned/);
    assert.match((await world.run('ledger verify')).out, /^ok: 4 records/);
  }));

/* What a command prints for people to type is typed here, as it stands there. */

const dockerfile = 'FROM alpine:3.20\nRUN sudo id\nUSER 1000\n';

async function withDockerfiles(world: World): Promise<void> {
  await mkdir(join(world.folder, 'web'));
  for (const name of ['Dockerfile', 'web/Dockerfile', 'web/build.txt'])
    await writeFile(join(world.folder, name), dockerfile);
}

/** The command that the last line suggests. */
function hintOf(text: string): string {
  const [, command] = /^next: seaworthy (.+)\n$/m.exec(text) ?? [];
  assert.ok(command !== undefined, text);
  return command;
}

test('the hint of a scan and of a lint runs as printed, whatever was asked for', () =>
  inWorld(async (world, image) => {
    await withDockerfiles(world);
    const lintable = (name: string): string => join(world.folder, name);
    const cases: readonly (readonly [string, RegExp, RegExp])[] = [
      [`scan ${image}`, /^explain GHSA-aaaa-aaaa-aaaa$/, /^As the newest scan of/],
      [`scan ${image} --ledger other`, /--ledger other$/, /^As the newest scan/],
      [`scan ${image} --no-record`, /explain GHSA-\S+ oci:\S+image$/, /^GHSA/],
      [`scan ${image} --no-record --refresh --timeout 1h`, /image --refresh --timeout 1h$/, /^GHSA/],
      [`scan ${image} --no-record -o json=r.json -o table`, /--from r\.json$/, /^GHSA/],
      [`lint ${lintable('Dockerfile')}`, /^explain dockerfile\/\S+$/, /^As the newest lint of/],
      [`lint ${lintable('web')} ${lintable('Dockerfile')}`, /^explain dockerfile\/\S+$/, /^As the newest lint of/],
      [`lint ${lintable('web')} --no-record`, /explain \S+ \S+web\/Dockerfile$/, /^dockerfile\//],
      [`lint ${lintable('web/build.txt')} --no-record`, /explain \S+ \S+build\.txt$/, /^dockerfile\//],
    ];
    for (const [line, hint, answer] of cases) {
      const { out, err } = await world.run(line);
      assert.notEqual(out, '', err);
      const command = hintOf(out);
      assert.match(command, hint, line);
      const explained = await world.run(command);
      assert.equal(explained.code, 0, `${command}: ${explained.err}`);
      assert.match(explained.out, answer, command);
    }
    // Nothing is suggested that would not find it, or that a shell might take for more.
    for (const line of [`scan ${image} --no-record --feed kev=off`])
      assert.doesNotMatch((await world.run(line)).out, /^next:/m, line);
  }));

test('an id alone: the newest report of a subject that holds it, else the handbook, else what to do', () =>
  inWorld(async (world, image) => {
    await withDockerfiles(world);
    for (const [id, said] of [
      ['dockerfile/sudo', /^dockerfile\/sudo {2}.*\n(.*\n)*Check of Dockerfiles, /],
      ['DL3004', /^dockerfile\/sudo/],
      ['pod-security/host-ports', /Check of pods/],
      ['secret/aws-access-key', /Detector of secrets, /],
      ['signedBy', /Rule of a gate\n/],
      ['E_DIGEST_MISMATCH', /^E_DIGEST_MISMATCH\n/],
    ] as const) {
      const { code, out, err } = await world.run(`explain ${id}`);
      assert.equal(code, 0, `${id}: ${err}`);
      assert.match(out, said, id);
    }
    assert.match((await world.run('explain dockerfile/sduo')).err, /Did you mean dockerfile\/sudo\?.*\[E_NO_FINDING\]/);
    assert.match((await world.run('explain CVE-2024-1')).err, /or a TARGET to look at\. \[E_NO_FINDING\]/);

    await world.run(`lint ${join(world.folder, 'Dockerfile')}`);
    await world.run(`scan ${image}`);
    assert.match((await world.run('explain dockerfile/sudo')).out, /^As the newest lint of .*\n/);
    // What is mended in the newest is not told from an older one: the check is.
    await writeFile(join(world.folder, 'Dockerfile'), 'FROM alpine:3.20\nUSER 1000\n');
    await world.run(`lint ${join(world.folder, 'Dockerfile')}`);
    assert.match((await world.run('explain dockerfile/sudo')).out, /^dockerfile\/sudo/);
    // Another subject that still has it is told.
    await world.run(`lint ${join(world.folder, 'web/Dockerfile')}`);
    assert.match((await world.run('explain DL3004')).out, /^As the newest lint of [^:]*web\/Dockerfile/);
  }));
