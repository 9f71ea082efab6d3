import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Package, PackageOrigin } from '../../../../core/index.ts';
import {
  advisory,
  alpine,
  debian,
  fixedIn,
  golang,
  judgeAll,
  npm,
  pypi,
  secdb,
  testPackage,
  tracker,
  type World,
} from './testing/samples.ts';

/** A package of the distribution's kind with something in it that has a flaw by its own ecosystem. */
function bundle(name: string, version: string, origin?: PackageOrigin, files: string[] = []): Package[] {
  const outer = testPackage('deb', name, version, { files, ...(origin ? { origin } : {}) });
  return [outer, testPackage('npm', 'lodash', '4.0.0', { path: `usr/lib/${name}`, ownedBy: outer.id })];
}

const lodash = { 'npm/all': { lodash: [fixedIn('CVE-2-2', '4.17.21')] } };
const ofOthers: World = { ...lodash, ...debian({ other: [advisory('CVE-1-1')] }) };
const docker = { maintainer: 'Docker <support@docker.com>' };
const own = { maintainer: 'Debian Python Team <team+python@tracker.debian.org>' };
const person = { maintainer: 'J <j@gmail.com>' };
const acme = { maintainer: 'Acme <ops@acme.example>' };

const idsOf = (packages: Package[], world: World): string[] =>
  judgeAll(packages, [tracker, npm], world).findings.map(({ id }) => id);

test('a package from elsewhere has none of the flaws that the distribution knows under its name, and is told with the reason', () => {
  const nodejs = testPackage('deb', 'nodejs', '20.1.0-1nodesource1', {
    origin: { maintainer: 'NodeSource <support@nodesource.com>' },
  });
  const world = { 'tracker/bookworm': { nodejs: [fixedIn('CVE-1-1', '99')] } };
  const { findings, coverage } = judgeAll([nodejs], [tracker], world);
  assert.deepEqual(findings, []);
  assert.deepEqual(coverage.unjudged, [
    {
      type: 'deb',
      packages: 1,
      why: 'not built by the distribution, so that its advisories do not hold: its version 20.1.0-1nodesource1 bears the mark of NodeSource',
      examples: ['nodejs 20.1.0-1nodesource1'],
    },
  ]);
});

test('what a package from elsewhere brought is judged by its own ecosystem, and the evidence says why', () => {
  const { findings } = judgeAll(bundle('docker-ce', '5:24-1', docker), [tracker, npm], ofOthers);
  assert.deepEqual(
    findings.map(({ id }) => id),
    ['CVE-2-2'],
  );
  const last = findings[0]?.evidence.at(-1)?.statement ?? '';
  assert.match(
    last,
    /^Its files belong to deb docker-ce 5:24-1, which is not the distribution's \(its maintainer is Docker/,
  );
});

const contents: readonly (readonly [title: string, packages: Package[], world: World, judged: boolean])[] = [
  [
    'the distribution spoke of the owner',
    bundle('python3-x', '1.0-1', own),
    { ...lodash, ...debian({ 'python3-x': [fixedIn('CVE-1-1', '0.1')] }) },
    false,
  ],
  ['the owner is the distribution’s, and it never spoke of it', bundle('python3-x', '1.0-1', own), ofOthers, false],
  ['nobody says who made the owner', bundle('python3-x', '1.0-1'), ofOthers, false],
  [
    'a person made it, of whom the distribution has spoken',
    bundle('x', '1.0-1', person),
    { ...lodash, ...debian({ x: [fixedIn('CVE-1-1', '0.1')] }) },
    false,
  ],
  ['a person made it, of whom it has never spoken', bundle('x', '1.0-1', person), ofOthers, true],
  ['a firm made it', bundle('acme', '1.0.0', acme), ofOthers, true],
  [
    'a firm made it under a name of the distribution’s',
    bundle('x', '1.0-1acme1', acme),
    { ...lodash, ...debian({ x: [fixedIn('CVE-1-1', '0.1')] }) },
    true,
  ],
];

for (const [title, packages, world, judged] of contents) {
  test(`contents are ${judged ? '' : 'not '}judged by themselves: ${title}`, () => {
    assert.deepEqual(idsOf(packages, world).includes('CVE-2-2'), judged);
  });
}

const places: readonly (readonly [path: string, left: boolean])[] = [
  ['usr/share/nodejs/lodash/package.json', true],
  ['usr/lib/python3/dist-packages/x.dist-info/METADATA', true],
  ['lib/node_modules/lodash/package.json', true],
  ['usr/localised/node_modules/lodash/package.json', true],
  ['opt/app/node_modules/lodash/package.json', false],
  ['usr/local/lib/node_modules/lodash/package.json', false],
  ['app/node_modules/lodash/package.json', false],
  ['srv/x/package.json', false],
  ['home/me/node_modules/lodash/package.json', false],
];

for (const [path, left] of places) {
  test(`a list of files of the distribution is ${left ? '' : 'not '}believed about /${path}`, () => {
    const owner = testPackage('deb', 'base-files', '12', { origin: own });
    const inner = testPackage('npm', 'lodash', '4.0.0', { path, ownedBy: owner.id });
    const world = { ...lodash, ...debian({ 'base-files': [fixedIn('CVE-1-1', '0.1')] }) };
    const { findings } = judgeAll([owner, inner], [tracker, npm], world);
    assert.deepEqual(
      findings.map(({ id }) => id),
      left ? [] : ['CVE-2-2'],
    );
    if (!left) assert.match(findings[0]?.evidence.at(-1)?.statement ?? '', /nothing of the distribution's at \//);
  });
}

test('a version that is none of its order judges nothing where advisories name the package, and is told', () => {
  const world = debian({ openssl: [fixedIn('CVE-1-1', '3.0.11-1')] });
  const told = (name: string, version: string) =>
    judgeAll([testPackage('deb', name, version)], [tracker], world).coverage.unjudged.map(({ why }) => why);
  for (const version of ['not a version', 'z:1', '~~~!']) {
    assert.match(told('openssl', version)[0] ?? '', /none of the order/, version);
    assert.deepEqual(told('other', version), [], 'nobody has ever named it');
  }
  assert.deepEqual(told('openssl', '3.0.9-1'), []);
});

test('a firm’s package is told where no advisory has named it; a person’s package of Debian is not', () => {
  const told = (packages: Package[]) =>
    judgeAll(packages, [tracker], ofOthers).coverage.unjudged.filter(({ type }) => type === 'deb');
  assert.match(
    told(bundle('acme', '1.0.0', acme).slice(0, 1))[0]?.why ?? '',
    /acme\.example.*no advisory has ever named it/,
  );
  assert.deepEqual(told(bundle('time', '1.9-0.2', person, ['usr/share/doc/time/copyright']).slice(0, 1)), []);
});

test('an apk from elsewhere does not silence the Go program in it', () => {
  const outer = testPackage('apk', 'nginx', '1.25.3-r1', {
    origin: { maintainer: 'NGINX Packaging <nginx-packaging@nginx.com>' },
  });
  const inner = testPackage('golang', 'm', 'v1.0.0', { ownedBy: outer.id });
  const world = {
    'secdb/3.20': { nginx: [fixedIn('CVE-1-1', '9-r0')] },
    'golang/all': { m: [fixedIn('GO-1', '2.0.0')] },
  };
  const { findings, coverage } = judgeAll([outer, inner], [secdb, golang, pypi], world, alpine);
  assert.deepEqual(
    findings.map(({ id }) => id),
    ['GO-1'],
  );
  assert.deepEqual(
    coverage.unjudged.map(({ type }) => type),
    ['apk'],
  );
});
