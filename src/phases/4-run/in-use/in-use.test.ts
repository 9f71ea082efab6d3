import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerEvent, execEvent, mapEvent, openEvent, scapCapture } from '../../../../lab/fixtures/index.ts';
import { emptyCoverage, type Inventory, type Package } from '../../../core/index.ts';
import { replayCapture } from '../replay/index.ts';
import { compileRules, loadRules } from '../rules/index.ts';
import { FileTally, pathCost, type TouchedPath } from './file-tally.ts';
import { inUseEvidence } from './in-use-evidence.ts';
import { packagesInUse } from './packages-in-use.ts';
import { TouchedFiles } from './touched-files.ts';

const id = 'c'.repeat(64);
const cgroups = [`memory=/docker/${id}`];

const events = [
  containerEvent({ id: id.slice(0, 12), name: 'web', image: 'web:1', imagedigest: `sha256:${'d'.repeat(64)}` }),
  execEvent(20, '/usr/bin/curl', ['x'], { cgroups }),
  openEvent(20, 3, '/lib/x86_64-linux-gnu/libssl.so.3'),
  mapEvent(20, 3),
  mapEvent(20, 3, 1),
  openEvent(20, 4, '/app/node_modules/a/node_modules/b/index.js'),
  openEvent(20, -2, '/usr/lib/libmissing.so'),
  execEvent(30, '/bin/true'),
];

async function watch(options?: ConstructorParameters<typeof TouchedFiles>[0]) {
  const touched = new TouchedFiles(options);
  const engine = compileRules(await loadRules([]));
  const summary = await replayCapture(scapCapture({ events }), engine, { where: 'a.scap', observers: [touched] });
  return { touched, summary };
}

test('touched files: by container, with how and how often', async () => {
  const { touched } = await watch();
  const [host, web] = touched.containers();
  assert.equal(host?.id, '');
  assert.deepEqual(
    host?.paths.map(({ path }) => path),
    ['/bin/true'],
  );
  assert.equal(web?.imageDigest, `sha256:${'d'.repeat(64)}`);
  assert.deepEqual(
    web?.paths.map(({ path, counts: { exec, map, open } }) => `${path} ${exec} ${map} ${open}`),
    [
      '/app/node_modules/a/node_modules/b/index.js 0 0 1',
      '/lib/x86_64-linux-gnu/libssl.so.3 0 1 1',
      '/usr/bin/curl 1 0 0',
    ],
  );
});

test('touched files: those of the host take no room where nobody asks for them', async () => {
  const { touched } = await watch({ hostToo: false, limits: { containers: 1, bytes: 6 * (pathCost + 60) } });
  touched.mapped('', '/lib/libc.so.6', 1n);
  assert.deepEqual(
    touched.containers().map(({ id: one, paths }) => [one, paths.length]),
    [[id.slice(0, 12), 3]],
  );
  assert.equal(touched.forgotten, 0);
});

test('touched files: limits hold, and what was not noted is counted', async () => {
  const { touched } = await watch({ limits: { containers: 1, bytes: 4 * (pathCost + 60) } });
  assert.equal(touched.containers().length, 1);
  assert.equal(touched.containers()[0]?.paths.length, 2);
  assert.equal(touched.forgotten, 2);
});

test('touched files: a container that uses them without end leaves room for others', () => {
  const tally = new FileTally({ containers: 9, bytes: 100 * (pathCost + 10) });
  for (let number = 0; number < 1_000; number += 1) tally.note('loud', 'open', `/loud/${number}`, 1n);
  for (let number = 0; number < 1_000; number += 1) tally.note('louder', 'open', `/loud/${number}`, 1n);
  for (let number = 0; number < 10; number += 1) tally.note('quiet', 'open', `/q/${number}`, 1n);
  const counts = tally.containers((one) => ({ name: one })).map(({ id: one, paths }) => [one, paths.length] as const);
  assert.deepEqual(new Map(counts).get('quiet'), 10);
  assert.ok(counts.every(([, count]) => count <= 51));
  assert.ok(tally.forgotten > 1_800);
});

function pack(name: string, type: string, path: string, files: readonly string[]): Package {
  return {
    id: `pkg:${type}/${name}@1`,
    purl: `pkg:${type}/${name}@1`,
    version: '1',
    versionOrder: type,
    licences: [],
    paths: [path],
    foundBy: type,
    ...{ name, type, path, files },
  };
}

const inventory: Inventory = {
  subject: { kind: 'image', name: 'web:1' } as Inventory['subject'],
  packages: [
    pack('curl', 'deb', 'var/lib/dpkg/status', ['usr/bin/curl', 'usr/share/doc/curl/copyright']),
    pack('libssl3', 'deb', 'var/lib/dpkg/status', ['usr/lib/x86_64-linux-gnu/libssl.so.3']),
    pack('zlib1g', 'deb', 'var/lib/dpkg/status', ['lib/x86_64-linux-gnu/libz.so.1']),
    pack('a', 'npm', 'app/node_modules/a/package.json', []),
    pack('b', 'npm', 'app/node_modules/a/node_modules/b/package.json', []),
    pack('tool', 'golang', 'usr/local/bin/tool', []),
  ],
  layers: [],
  coverage: emptyCoverage,
};

const touch = (path: string, exec = 0, map = 0, open = 0, at = 5n): TouchedPath => ({
  path,
  counts: { exec, map, open },
  first: at,
  last: at + 1n,
});

test('packages in use: by the files they brought, over both trees of a merged /usr, and by the innermost module', () => {
  const found = packagesInUse(inventory, [
    touch('/usr/bin/curl', 2),
    touch('/lib/x86_64-linux-gnu/libssl.so.3', 0, 1, 1, 1n),
    touch('/app/node_modules/a/node_modules/b/index.js', 0, 0, 1),
    touch('/usr/local/bin/tool', 1),
    touch('/tmp/dropper', 1),
  ]);
  assert.deepEqual(
    found.packages.map(({ package: { name }, strongest }) => `${name} ${strongest}`),
    ['curl exec', 'libssl3 map', 'tool exec', 'b open'],
  );
  assert.deepEqual(found.unowned, ['/tmp/dropper']);
});

test('packages in use: the most telling files first, and no more than asked for', () => {
  const [found] = packagesInUse(
    inventory,
    [touch('/usr/share/doc/curl/copyright', 0, 0, 9), touch('/usr/bin/curl', 1, 0, 0, 2n)],
    { filesOfOne: 1 },
  ).packages;
  assert.deepEqual(
    found?.files.map(({ path }) => path),
    ['/usr/bin/curl'],
  );
  assert.equal(found?.fileCount, 2);
  assert.deepEqual(found?.counts, { exec: 1, map: 0, open: 9 });
  assert.deepEqual([found?.first, found?.last], [2n, 6n]);
});

test('evidence: what was seen, over which time, and what could not be', async () => {
  const { touched, summary } = await watch();
  const containers = touched.containers().filter((one) => one.image === 'web:1');
  const found = packagesInUse(
    inventory,
    containers.flatMap(({ paths }) => paths),
  );
  const evidence = inUseEvidence(containers, found, { ...summary, dropped: 2, lost: 7 });
  assert.deepEqual(evidence.observation, {
    first: '2023-11-14T22:13:20.000001000Z',
    last: '2023-11-14T22:13:20.000008000Z',
    observedFor: 0,
    events: 8,
    containers: [id.slice(0, 12)],
  });
  assert.deepEqual(evidence.limits, ['7 events were lost', '2 times the recorder dropped events']);
  assert.deepEqual(
    evidence.packages.map(({ name, strongest, files }) => [name, strongest, files]),
    [
      ['curl', 'exec', ['/usr/bin/curl']],
      ['libssl3', 'map', ['/lib/x86_64-linux-gnu/libssl.so.3']],
      ['b', 'open', ['/app/node_modules/a/node_modules/b/index.js']],
    ],
  );
  assert.equal(evidence.unownedFiles, 0);
});

test('what Python compiled when a package was installed is of that package', () => {
  const yaml = pack('python3-yaml', 'deb', 'var/lib/dpkg/status', ['usr/lib/python3/dist-packages/yaml/loader.py']);
  const compiled = '/usr/lib/python3/dist-packages/yaml/__pycache__';
  const at = { first: 0n, last: 0n, counts: { exec: 0, map: 0, open: 1 } };
  const paths = [`${compiled}/loader.cpython-311.pyc`, `${compiled}/loader.cpython-311.opt-1.pyc`, `${compiled}/x.pyc`];
  const { packages, unowned } = packagesInUse(
    { ...inventory, packages: [yaml] },
    paths.map((path) => ({ path, ...at })),
  );
  assert.deepEqual([packages[0]?.fileCount, unowned], [2, [`${compiled}/x.pyc`]]);
});
