import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete, placeOf, SeaworthyError } from '../../../../core/index.ts';
import { memoryPartition } from '../memory-partition.ts';
import { match } from './match.ts';
import {
  advisory,
  bookworm,
  bulletins,
  debian,
  exploited,
  fixedIn,
  golang,
  inventoryOf,
  judgeAll,
  npm,
  openssl,
  partitionsOf,
  pypi,
  testNow,
  testPackage,
  tracker,
} from './testing/samples.ts';

const python = testPackage('deb', 'python3-requests', '2.28.1-1', {
  source: { name: 'requests', version: '2.28.1-1' },
});
const owned = testPackage('pypi', 'requests', '2.28.1', { ownedBy: python.id });
const record = fixedIn('PYSEC-2023-74', '2.31.0', { aliases: ['CVE-2023-32681'] });

const unrelated = { kind: 'advisory', key: 'unrelated', advisory: record } as const;

test('a Python module that a deb brought is judged as the deb, and told', () => {
  const world = {
    'tracker/bookworm': { requests: [fixedIn('CVE-2023-32681', '2.28.1-2')] },
    'pypi/all': { requests: [record] },
  };
  const { findings, coverage } = judgeAll([python, owned], [tracker, pypi], world);
  assert.deepEqual(
    findings.map((finding) => finding.package?.type),
    ['deb'],
  );
  assert.deepEqual(coverage.unjudged, [
    {
      type: 'pypi',
      packages: 1,
      why: 'brought by a deb package and judged as that',
      examples: ['requests 2.28.1 (deb python3-requests 2.28.1-1)'],
      through: 'owner',
    },
  ]);
  assert.equal(isIncomplete(coverage), false);
});

test('an owner of which its source says nothing is told apart', () => {
  const world = { 'tracker/bookworm': { other: [advisory('CVE-1-1')] }, 'pypi/all': { requests: [record] } };
  const { findings, coverage } = judgeAll([python, owned], [tracker, pypi], world);
  assert.deepEqual(findings, []);
  assert.match(coverage.unjudged[0]?.why ?? '', /though its source of advisories has nothing about it/);
});

for (const [name, world, unjudged] of [
  ['its source has nothing about any version of it', { 'golang/all': { other: [advisory('CVE-1-1')] } }, 0],
  ['its source has something about some version of it', { 'golang/all': { main: [fixedIn('CVE-1-1', '1.2.0')] } }, 1],
  ['the data of its source is empty', { 'golang/all': {} }, 1],
  ['there is no data of its source', {}, 1],
] as const) {
  test(`a package without a version: ${name}: ${unjudged === 0 ? 'judged' : 'not judged'}`, () => {
    const { coverage, findings } = judgeAll([testPackage('golang', 'main', '(devel)')], [golang], world);
    assert.deepEqual(findings, []);
    assert.equal(coverage.unjudged.length, unjudged);
  });
}

test('where nobody judges the owner, the module is judged as itself', () => {
  const { findings } = judgeAll([python, owned], [tracker, pypi], { 'pypi/all': { requests: [record] } });
  assert.deepEqual(
    findings.map((finding) => finding.package?.type),
    ['pypi'],
  );
  assert.ok(
    findings[0]?.evidence.some(({ statement }) => statement.startsWith('Its files belong to deb python3-requests')),
  );
});

test('ownership goes through packages of other kinds up to the distribution, and no further', () => {
  const script = testPackage('npm', 'lodash', '4.0.0', { ownedBy: owned.id });
  const free = testPackage('npm', 'lodash', '4.0.0', { path: 'usr/lib/free', ownedBy: 'pypi-alone' });
  const alone = testPackage('pypi', 'alone', '1.0', { id: 'pypi-alone', ownedBy: free.id });
  const world = {
    'tracker/bookworm': { requests: [fixedIn('CVE-1-1', '1')] },
    'pypi/all': {},
    'npm/all': { lodash: [fixedIn('CVE-2-2', '4.17.21')] },
  };
  const { findings } = judgeAll([python, owned, script, free, alone], [tracker, pypi, npm], world);
  assert.deepEqual(
    findings.map(({ location }) => placeOf(location).path),
    ['usr/lib/free'],
  );
});

test('a package without a version is never a hit, and told', () => {
  const nameless = ['', '(devel)', 'devel go1.24-abcdef'].map((version, index) =>
    testPackage('golang', 'm', version, { id: `m${index}` }),
  );
  const { findings, coverage } = judgeAll(nameless, [golang], {
    'golang/all': { m: [advisory('GO-1', { ranges: [{}] })] },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(coverage.unjudged, [
    {
      type: 'golang',
      packages: 3,
      why: 'no version is known that could be compared',
      examples: ['m', 'm (devel)', 'm devel go1.24-abcdef'],
    },
  ]);
});

test('kinds that no feed covers, and version orders that nobody knows, are told', () => {
  const { coverage } = judgeAll(
    [testPackage('conan', 'zlib', '1.2'), testPackage('npm', 'a', '1', { versionOrder: 'strange' })],
    [npm],
    { 'npm/all': {} },
  );
  assert.deepEqual(
    coverage.unjudged.map(({ type, why }) => `${type}: ${why}`),
    [
      'conan: no source of advisories that is switched on covers this kind',
      'npm: its versions are in an order that is not known: strange',
    ],
  );
  assert.deepEqual(
    coverage.problems.map(({ where, message, incomplete }) => [where, message, incomplete]),
    [
      ['conan', '1 conan package was not judged: no source of advisories that is switched on covers this kind', true],
      ['npm', '1 npm package was not judged: its versions are in an order that is not known: strange', true],
    ],
  );
});

const lodash = { 'npm/all': { lodash: [fixedIn('CVE-1-1', '4.17.21')] } };
const versionless = testPackage('npm', 'lodash', '', { id: 'versionless' });
const banana = testPackage('npm', 'lodash', 'banana', { id: 'banana' });
const taken = testPackage('npm', 'lodash', '1.0.0', { id: 'taken', origin: { takenFrom: 'git' } });
const strange = testPackage('npm', 'lodash', '1.0.0', { id: 'strange', versionOrder: 'strange' });
const judged = testPackage('npm', 'lodash', '5.0.0', { id: 'judged' });
const unspoken = testPackage('npm', 'mine', '', { id: 'unspoken' });

for (const [title, packages, incomplete] of [
  ['nothing', [], false],
  ['one without a version', [versionless], true],
  ['one with a version that is none', [banana], true],
  ['one from elsewhere than the registry', [taken], true],
  ['one whose order of versions is not known', [strange], true],
  ['several, each for a reason of its own', [versionless, banana, taken], true],
  ['one that is judged', [judged], false],
  ['one of which its source knows nothing, whichever version it is', [unspoken], false],
  ['one without a version beside one that is judged', [versionless, judged], false],
  ['one with a version that is none beside one of which nothing is known', [banana, unspoken], false],
  ['one from elsewhere beside one that is judged', [taken, judged], false],
  ['one whose order is not known beside one that is judged', [strange, judged], true],
] as const) {
  test(`packages that nobody could judge: ${title}: ${incomplete ? 'incomplete' : 'complete'}`, () => {
    const { coverage } = judgeAll([...packages], [npm], lodash);
    assert.equal(isIncomplete(coverage), incomplete);
    const told = coverage.problems.map(({ message }) => message);
    const unjudged = coverage.unjudged.map(({ why }) => `1 npm package was not judged: ${why}`);
    if (packages.length > 0 && incomplete) assert.ok(unjudged.some((text) => told.includes(text)));
    else assert.deepEqual(told, []);
    if (incomplete && !packages.some((one) => one === judged)) assert.deepEqual([...told].sort(), unjudged.sort());
  });
}

test('a partition that is missing makes the result incomplete and is named', () => {
  const { coverage } = judgeAll([testPackage('npm', 'a', '1.0.0'), testPackage('npm', 'b', '1.0.0')], [npm], {});
  assert.deepEqual(coverage.problems, [
    {
      code: 'E_INCOMPLETE',
      message: 'no data of Feed npm in the local database, so 2 packages were not judged by it',
      where: 'npm/all',
      part: 'advisories',
      incomplete: true,
    },
  ]);
  assert.equal(coverage.unjudged[0]?.why, 'there is no data of npm/all');
});

test('a partition without any record judges nothing, and nobody is told that all is well', () => {
  const deb = testPackage('deb', 'openssl', '3.0.1-1');
  const empty = partitionsOf({ 'tracker/bookworm': {} });
  const { coverage } = match(inventoryOf([deb], bookworm), [tracker], empty, testNow);
  assert.deepEqual(
    coverage.problems.map(({ code, where, message, incomplete }) => [code, where, message, incomplete]),
    [
      [
        'E_INCOMPLETE',
        'tracker/bookworm',
        'the data of Feed tracker has no record in it, so 1 package was not judged by it',
        true,
      ],
    ],
  );
  assert.deepEqual(
    coverage.unjudged.map(({ why }) => why),
    ['there is no data of tracker/bookworm'],
  );
});

test('a missing source of context is worth knowing and no more', () => {
  const { coverage } = judgeAll([], [exploited], {});
  assert.deepEqual(
    coverage.problems.map(({ where, incomplete }) => [where, incomplete]),
    [['exploited', false]],
  );
});

test('a partition that cannot be read is told once and ends nothing', () => {
  const broken = (): never => {
    throw new SeaworthyError('E_DATABASE', 'not a database');
  };
  const packages = [testPackage('npm', 'a', '1.0.0'), testPackage('pypi', 'requests', '1.0')];
  for (const partition of [broken, () => ({ ...memoryPartition('npm/all', [unrelated]), advisories: broken })]) {
    const healthy = partitionsOf({ 'pypi/all': { requests: [record] } });
    const judged = match(
      inventoryOf(packages),
      [npm, pypi],
      (id) => (id === 'npm/all' ? partition() : healthy(id)),
      testNow,
    );
    assert.deepEqual(
      judged.coverage.problems.map(({ code, where, incomplete }) => [code, where, incomplete]),
      [['E_DATABASE', 'npm/all', true]],
    );
    assert.equal(judged.findings.length, 1);
  }
});

test('a defect of ours is not taken for a damaged database', () => {
  const broken = (): never => {
    throw new TypeError('oops');
  };
  assert.throws(() => match(inventoryOf([testPackage('npm', 'a', '1.0.0')]), [npm], broken, testNow), TypeError);
});

test('packages of an unknown distribution, or of one without a source, make the result incomplete', () => {
  const inventory = inventoryOf([testPackage('deb', 'a', '1'), testPackage('apk', 'b', '1')]);
  const unknown = match(inventory, [tracker], () => undefined, testNow).coverage;
  assert.deepEqual(
    unknown.problems.map(({ message, incomplete }) => [message, incomplete]),
    [
      ['1 apk package was not judged: the distribution is not known, and with it not whose advisories hold', true],
      ['1 deb package was not judged: the distribution is not known, and with it not whose advisories hold', true],
    ],
  );
  const fedora = { id: 'fedora', version: '40', like: [], prettyName: 'Fedora Linux 40', path: 'etc/os-release' };
  const { coverage } = judgeAll([testPackage('rpm', 'bash', '5')], [tracker], {}, fedora);
  assert.equal(
    coverage.problems[0]?.message,
    '1 rpm package was not judged: no source of advisories covers Fedora Linux 40',
  );
  assert.equal(isIncomplete(coverage), true);
});

for (const endOfLife of [
  { date: '2022-05-01', passed: true },
  { date: '2022-05-01', passed: false },
]) {
  test(`an end of life is said aloud (known when the inventory was taken: ${endOfLife.passed})`, () => {
    const { coverage, findings } = judgeAll(
      [testPackage('deb', 'a', '1')],
      [tracker],
      { 'tracker/bookworm': { a: [fixedIn('CVE-1-1', '2')] } },
      { ...bookworm, prettyName: 'Debian 8', endOfLife },
    );
    assert.deepEqual(
      coverage.problems.map(({ message, incomplete }) => [message, incomplete]),
      [['Debian 8 is past its end of life since 2022-05-01: its advisories are no longer complete', true]],
    );
    assert.ok(findings[0]?.risk.factors.some(({ name }) => name === 'end-of-life'));
  });
}

const ages: readonly {
  readonly name: string;
  readonly date: string;
  readonly fetched: string;
  readonly says?: RegExp;
}[] = [
  { name: 'fresh', date: '2026-01-01', fetched: '2026-01-01' },
  { name: 'older than the feed likes, younger than five days', date: '2025-12-29', fetched: '2025-12-29' },
  { name: 'old', date: '2025-12-20', fetched: '2025-12-20', says: /fetched 13 days ago/ },
  {
    name: 'fetched today from a mirror that stands still',
    date: '2025-01-02',
    fetched: '2026-01-02',
    says: /made 365 days ago/,
  },
];

for (const { name, date, fetched, says } of ages) {
  test(`the age of data: ${name}`, () => {
    const partition = memoryPartition('npm/all', [unrelated], { date, fetched });
    const { coverage } = match(inventoryOf([testPackage('npm', 'a', '1.0.0')]), [npm], () => partition, testNow);
    assert.equal(coverage.problems.length, says ? 1 : 0);
    if (says) assert.match(coverage.problems[0]?.message ?? '', says);
    assert.equal(isIncomplete(coverage), false);
    assert.deepEqual(
      coverage.sources.map((source) => [source.id, source.date, source.fetched]),
      [['npm/all', date, fetched]],
    );
  });
}

test('records of a source that could not be read are told with every result that rests on it, and make no 5', () => {
  const unread = ['Records in another shape: 3.json, affected: an array expected, a string found.'];
  const data = memoryPartition('pypi/all', [unrelated], { unread });
  const { coverage } = match(
    inventoryOf([testPackage('pypi', 'requests', '2.28.1')]),
    [pypi],
    (id) => (id === data.id ? data : undefined),
    testNow,
  );
  const told = coverage.problems.filter(({ code }) => code === 'E_FEED');
  assert.deepEqual(
    told.map(({ where, message }) => [where, message]),
    [
      [
        'pypi/all',
        'left out of its data: records in another shape: 3.json, affected: an array expected, a string found',
      ],
    ],
  );
  assert.equal(isIncomplete(coverage), false);
});

test('a feed that is asked by name is not missed, and counts where it is there', () => {
  const found = testPackage('deb', 'requests', '2.28.1-1');
  const named = { ...bulletins, askedByName: true };
  const own = { 'tracker/bookworm': { requests: [fixedIn('CVE-1-1', '2.28.1-2')] } };
  const without = judgeAll([found], [tracker, named], own);
  assert.deepEqual(
    [without.findings.length, isIncomplete(without.coverage), without.coverage.problems],
    [1, false, []],
  );
  const both = judgeAll([found], [tracker, named], {
    ...own,
    'bulletins/bookworm': { requests: [fixedIn('CVE-1-2', '2.28.1-3')] },
  });
  assert.deepEqual(both.findings.map(({ id }) => id).sort(), ['CVE-1-1', 'CVE-1-2']);
  // Where it is the only one, nobody has judged the package.
  assert.equal(isIncomplete(judgeAll([found], [named], {}).coverage), true);
});

test('who names fixes only is said to, for the packages that nobody else judges', () => {
  const fixes = { ...bulletins, fixesOnly: true } as const;
  const world = { 'bulletins/bookworm': { openssl: [fixedIn('CVE-2023-0001', '3.0.2-1')] } };
  const told = (feeds: Parameters<typeof judgeAll>[1], more: Parameters<typeof judgeAll>[2] = {}) =>
    judgeAll([openssl('3.0.9-1'), testPackage('deb', 'bash', '5-1')], feeds, { ...world, ...more }).coverage.problems;
  assert.deepEqual(told([fixes]), [
    {
      code: 'E_FIXES_ONLY',
      message:
        'Feed bulletins names what was fixed, so of flaws without a fix nothing is known for the 2 packages judged by it',
      where: 'bulletins/bookworm',
      part: 'advisories',
      incomplete: false,
    },
  ]);
  assert.deepEqual(told([bulletins]), []);
  assert.deepEqual(told([tracker, fixes], debian({ openssl: [advisory('CVE-2023-0002')] })), []);
  // A tracker that is not there has judged nothing: the bulletins have, alone.
  assert.deepEqual(
    told([tracker, fixes]).map(({ code, incomplete }) => [code, incomplete]),
    [
      ['E_FIXES_ONLY', false],
      ['E_INCOMPLETE', true],
    ],
  );
});
