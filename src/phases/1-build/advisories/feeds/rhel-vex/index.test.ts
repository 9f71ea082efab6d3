import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { tarArchive } from '../../../../../../lab/fixtures/index.ts';
import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { rhelVex } from './index.ts';
import {
  component,
  type FixturePlaced,
  type FixtureProduct,
  type FixtureStatement,
  flawDocument,
  inProduct,
  product,
} from './testing/documents.ts';

const cve = 'CVE-2030-0001';
const rhel9 = product('red_hat_enterprise_linux_9', 'cpe:/o:redhat:enterprise_linux:9');
const rhel7 = product('red_hat_enterprise_linux_7', 'cpe:/o:redhat:enterprise_linux:7');
const main93 = product('BaseOS-9.3.0.Z.MAIN', 'cpe:/o:redhat:enterprise_linux:9::baseos');
const main94 = product('AppStream-9.4.0.Z.MAIN', 'cpe:/a:redhat:enterprise_linux:9::appstream');
const eus92 = product('AppStream-9.2.0.Z.EUS', 'cpe:/a:redhat:rhel_eus:9.2::appstream');
const e4s92 = product('AppStream-9.2.0.Z.E4S', 'cpe:/a:redhat:rhel_e4s:9.2::appstream');
const els7 = product('7Server-ELS', 'cpe:/o:redhat:rhel_els:7');
const openshift = product('9Base-RHOSE-4.16', 'cpe:/a:redhat:openshift:4.16::el9');

function archive(documents: Readonly<Record<string, object | string>>): Uint8Array {
  const entries = Object.entries(documents).map(([path, value]) => ({
    path,
    body: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return zstdCompressSync(tarArchive(entries));
}

const parse = (bytes: Uint8Array, partition = 'rhel/9') =>
  rhelVex.parse(partition, [{ path: 'csaf_vex.tar.zst', bytes }]);

type Row = readonly [key: string, advisory: Advisory];

function rows(statements: readonly FixtureStatement[], partition?: string, more?: object): readonly Row[] {
  const bytes = archive({ '2030/cve-2030-0001.json': flawDocument(cve, statements, more) });
  return [...parse(bytes, partition).records].map((record) => {
    assert.ok(record.kind === 'advisory');
    return [record.key, record.advisory];
  });
}

/** In words: `curl < 1:2-3 [x86_64]`. */
function inWords([key, { status, ranges, only, note }]: Row): string {
  const fixed = ranges[0]?.fixed;
  const state = fixed === undefined ? status : `< ${fixed}`;
  const scopes = only?.map(({ module, architectures }) =>
    [module, architectures?.join('+')].filter((part) => part !== '' && part !== undefined).join(' '),
  );
  const scope = scopes?.filter((one) => one !== '').join(', ');
  return [key, state, scope ? `[${scope}]` : '', note === undefined ? '' : `(${note})`].filter(Boolean).join(' ');
}

const told = (statements: readonly FixtureStatement[], partition?: string): readonly string[] =>
  rows(statements, partition).map(inWords).sort();

const fixed = (
  whole: FixtureProduct | FixturePlaced,
  id: string,
  purl: string | undefined,
  advisory = 'RHSA-2030:0001',
): FixtureStatement => ({
  status: 'fixed',
  product: inProduct(whole, component(id, purl)),
  remediation: ['vendor_fix', 'To update …', `https://access.redhat.com/errata/${advisory}`],
});

const unfixed = (
  whole: FixtureProduct,
  of: FixtureProduct,
  remediation: readonly [string, string] = ['none_available', 'Affected'],
): FixtureStatement => ({ status: 'known_affected', product: inProduct(whole, of), remediation });

test('rhel-vex: what is not fixed, in Red Hat’s words', () => {
  const openssl = component('openssl', 'openssl?arch=src');
  const cases: readonly [FixtureStatement, string][] = [
    [unfixed(rhel9, openssl), 'source/openssl affected (Affected)'],
    [unfixed(rhel9, openssl, ['none_available', 'Fix deferred']), 'source/openssl affected (Fix deferred)'],
    [unfixed(rhel9, openssl, ['no_fix_planned', 'Will not fix']), 'source/openssl wont-fix (Will not fix)'],
    [
      unfixed(rhel9, openssl, ['no_fix_planned', 'Out of support scope']),
      'source/openssl end-of-life (Out of support scope)',
    ],
    [unfixed(rhel9, openssl, ['workaround', 'Switch it off']), 'source/openssl affected'],
    [{ status: 'known_affected', product: inProduct(rhel9, openssl) }, 'source/openssl affected'],
    [{ status: 'known_not_affected', product: inProduct(rhel9, openssl) }, 'source/openssl unaffected'],
    [
      { status: 'under_investigation', product: inProduct(rhel9, openssl) },
      'source/openssl undetermined (under investigation)',
    ],
    // Of a package by itself, since SECDATA-1097.
    [unfixed(rhel9, component('git-gui', 'git-gui')), 'git-gui affected (Affected)'],
    [
      { status: 'known_not_affected', product: inProduct(rhel9, component('git-core', 'git-core')) },
      'git-core unaffected',
    ],
    // As it was before components had purls.
    [unfixed(rhel9, component('samba')), 'source/samba affected (Affected)'],
  ];
  for (const [statement, expected] of cases) assert.deepEqual(told([statement]), [expected], expected);
});

test('rhel-vex: modules, in every form in which they were written', () => {
  const build = 'npm@10.8.2-1.18.20.4.1.module%2Bel9.4.0%2B2?arch=x86_64&epoch=1';
  const moduleProduct = component('nodejs:18:9:a', 'pkg:rpmmod/redhat/nodejs@18:9040020240807145403:rhel9');
  const evr = '1:10.8.2-1.18.20.4.1.module+el9.4.0+2';
  const cases: readonly [FixtureStatement, readonly string[]][] = [
    [
      fixed(main94, 'x', `${build}&rpmmod=nodejs:18:9040020240807145403:rhel9`),
      [`npm < ${evr} [nodejs:18 x86_64] (fixed by RHSA-2030:0001)`],
    ],
    [
      fixed(inProduct(main94, moduleProduct), 'x', build),
      [`npm < ${evr} [nodejs:18 x86_64] (fixed by RHSA-2030:0001)`],
    ],
    [
      unfixed(rhel9, component('nodejs:16/nodejs', 'pkg:rpmmod/redhat/nodejs:16/nodejs')),
      ['source/nodejs affected [nodejs:16] (Affected)'],
    ],
    [
      unfixed(rhel9, component('nodejs:16/nodejs', 'pkg:rpmmod/redhat/nodejs%3A16/nodejs')),
      ['source/nodejs affected [nodejs:16] (Affected)'],
    ],
    [unfixed(rhel9, component('nodejs:16/nodejs')), ['source/nodejs affected [nodejs:16] (Affected)']],
    // The stream where a version should be.
    [
      unfixed(rhel9, component('go-toolset:rhel8/go', 'go-toolset@rhel8?arch=src&rpmmod=go-toolset:rhel8')),
      ['source/go-toolset affected [go-toolset:rhel8] (Affected)'],
    ],
    // The module itself is no package.
    [{ ...fixed(main94, moduleProduct.id, moduleProduct.purl) }, []],
    [fixed(main94, 'nodejs:18', 'nodejs@18:9040020240807145403:rhel9'), []],
    // A label that is none: not told as a build of the base.
    [fixed(main94, 'x', `${build}&rpmmod=nodejs`), []],
  ];
  for (const [statement, expected] of cases) assert.deepEqual(told([statement]), expected, statement.product.id);
});

test('rhel-vex: epochs', () => {
  const cases: readonly [string, string, string][] = [
    [
      'bind-libs-32:9.16.23-18.el9_4.1.x86_64',
      'bind-libs@9.16.23-18.el9_4.1?arch=x86_64&epoch=32',
      '32:9.16.23-18.el9_4.1',
    ],
    // Older files have it in the id alone.
    ['bind-libs-32:9.16.23-18.el9_4.1.x86_64', 'bind-libs@9.16.23-18.el9_4.1?arch=x86_64', '32:9.16.23-18.el9_4.1'],
    ['bind-libs-0:9.16.23-18.el9_4.1.x86_64', 'bind-libs@9.16.23-18.el9_4.1?arch=x86_64', '9.16.23-18.el9_4.1'],
    ['bind-libs', 'bind-libs@9.16.23-18.el9_4.1?arch=x86_64&epoch=0', '9.16.23-18.el9_4.1'],
  ];
  for (const [id, purl, version] of cases) {
    assert.deepEqual(
      told([fixed(main94, id, purl)]),
      [`bind-libs < ${version} [x86_64] (fixed by RHSA-2030:0001)`],
      id,
    );
  }
  assert.deepEqual(told([fixed(main94, 'x', 'bind-libs@9.16.23-18.el9_4.1?arch=x86_64&epoch=many')]), []);
});

test('rhel-vex: of several fixes the highest of the stream, for each processor', () => {
  const found = told([
    fixed(main93, 'a', 'curl@7.76-23.el9_3.4?arch=x86_64', 'RHSA-2030:0001'),
    fixed(main94, 'b', 'curl@7.76-29.el9_4?arch=x86_64', 'RHSA-2030:0002'),
    fixed(main94, 'c', 'curl@7.76-29.el9_4?arch=aarch64', 'RHSA-2030:0002'),
    fixed(main93, 'd', 'curl@7.76-23.el9_3.4?arch=s390x', 'RHSA-2030:0001'),
    fixed(main94, 'e', 'curl-doc@7.76-29.el9_4?arch=noarch', 'RHSA-2030:0002'),
    fixed(main94, 'f', 'curl@7.76-29.el9_4?arch=src', 'RHSA-2030:0002'),
  ]);
  assert.deepEqual(found, [
    'curl < 7.76-23.el9_3.4 [s390x] (fixed by RHSA-2030:0001)',
    'curl < 7.76-29.el9_4 [aarch64+x86_64] (fixed by RHSA-2030:0002)',
    'curl-doc < 7.76-29.el9_4 (fixed by RHSA-2030:0002)',
    'fixed-source/curl < 7.76-29.el9_4 (fixed by RHSA-2030:0002)',
  ]);
});

test('rhel-vex: main and extended streams, and other products, are kept apart', () => {
  const inMain = fixed(main94, 'a', 'curl@7.76-29.el9_4?arch=x86_64', 'RHSA-2030:0002');
  const inEus = fixed(eus92, 'b', 'curl@7.76-23.el9_2.9?arch=x86_64', 'RHSA-2030:0003');
  const inElsewhere = fixed(openshift, 'c', 'curl@8.0-1.el9?arch=x86_64', 'RHSA-2030:0004');
  const mainTold = 'curl < 7.76-29.el9_4 [x86_64] (fixed by RHSA-2030:0002)';
  const eusTold = 'curl < 7.76-23.el9_2.9 [x86_64] (fixed by RHSA-2030:0003)';
  const all = [inMain, inEus, inElsewhere];
  const cases: readonly [readonly FixtureStatement[], string, readonly string[]][] = [
    [all, 'rhel/9', [mainTold]],
    [all, 'rhel/9.2-eus', [eusTold]],
    // Those who stay with a minor release for other reasons have the same builds.
    [all, 'rhel/9.2-e4s', [eusTold]],
    [[...all, fixed(e4s92, 'd', 'curl@7.76-23.el9_2.10?arch=x86_64', 'RHSA-2030:0005')], 'rhel/9.2-eus', [eusTold]],
    [
      all,
      'rhel/9.4-eus',
      ['curl < 7.76-29.el9_4 [x86_64] (fixed by RHSA-2030:0002, in the main stream, not in RHEL 9.4 EUS only)'],
    ],
    // A fix for somebody else's minor release says nothing about the main stream.
    [[inEus], 'rhel/9', []],
    [[inElsewhere], 'rhel/9', []],
    [all, 'rhel/8', []],
    [[unfixed(rhel9, component('curl', 'curl?arch=src')), inEus], 'rhel/9', ['source/curl affected (Affected)']],
    [[unfixed(rhel9, component('curl', 'curl?arch=src'))], 'rhel/9.2-eus', ['source/curl affected (Affected)']],
    [
      [fixed(els7, 'a', 'curl@7.29-60.el7_9.3?arch=x86_64')],
      'rhel/7',
      ['curl < 7.29-60.el7_9.3 [x86_64] (fixed by RHSA-2030:0001, in the extended life cycle support (ELS) only)'],
    ],
    [
      [
        fixed(els7, 'a', 'curl@7.29-60.el7_9.3?arch=x86_64'),
        unfixed(rhel7, component('curl', 'curl'), ['no_fix_planned', 'Out of support scope']),
      ],
      'rhel/7',
      ['curl end-of-life (Out of support scope)'],
    ],
  ];
  for (const [statements, partition, expected] of cases)
    assert.deepEqual(told(statements, partition), expected, partition);
});

test('rhel-vex: releases from 10 on have their minor release in the main stream too', () => {
  const statements = [
    fixed(product('RHEL-10.0.Z', 'cpe:/o:redhat:enterprise_linux:10.0'), 'a', 'curl@8.9-1.el10_0.1?arch=x86_64'),
    fixed(product('RHEL-10.1', 'cpe:/o:redhat:enterprise_linux:10.1'), 'b', 'curl@8.12-2.el10?arch=x86_64'),
    fixed(
      product('RHEL-10.0.Z.EUS', 'cpe:/o:redhat:enterprise_linux_eus:10.0'),
      'c',
      'curl@8.9-1.el10_0.3?arch=x86_64',
    ),
  ];
  assert.deepEqual(told(statements, 'rhel/10'), ['curl < 8.12-2.el10 [x86_64] (fixed by RHSA-2030:0001)']);
  assert.deepEqual(told(statements, 'rhel/10.0-eus'), ['curl < 8.9-1.el10_0.3 [x86_64] (fixed by RHSA-2030:0001)']);
});

test('rhel-vex: what is no package of Red Hat’s says nothing', () => {
  for (const purl of [
    'pkg:oci/ubi@sha256:00?repository_url=registry.redhat.io/ubi9',
    'pkg:maven/org.example/x@1.0',
    'pkg:rpm/fedora/curl@1-1?arch=x86_64',
    'not a purl',
  ]) {
    assert.deepEqual(told([fixed(main94, 'x', purl)]), [], purl);
  }
  for (const id of ['rhel9/toolbox', 'ubi9/ubi-container@sha256:00', '']) {
    assert.deepEqual(told([unfixed(rhel9, component(id))]), [], id);
  }
});

test('rhel-vex: severity and scores are those of the product, in Red Hat’s words', () => {
  const about = (name: string, impact?: string, vector?: readonly [string, number]): FixtureStatement => ({
    ...unfixed(rhel9, component(name, name)),
    ...defined({ impact, vector }),
  });
  const found = rows([
    about('a', 'Critical'),
    about('b', 'Important'),
    about('c', 'Moderate', ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L', 5.3]),
    about('d', 'Low'),
    about('e'),
    about('f', 'of a kind that nobody knows'),
    about('g', 'Low', ['CVSS:3.1/x', 77]),
  ]);
  const severities = Object.fromEntries(found.map(([key, { severity }]) => [key, severity?.level]));
  assert.deepEqual(severities, { a: 'critical', b: 'high', c: 'medium', d: 'low', e: 'high', f: 'high', g: 'low' });
  assert.deepEqual([...new Set(found.map(([, { severity }]) => severity?.source))], ['Red Hat']);
  assert.deepEqual(found.find(([key]) => key === 'c')?.[1].cvss, [
    { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L', score: 5.3, source: 'Red Hat' },
  ]);
  assert.deepEqual(found.find(([key]) => key === 'g')?.[1].cvss, []);
});

test('rhel-vex: a record names its pages, what the flaw is, and when that was said', () => {
  const [[, advisory] = []] = rows([fixed(main94, 'a', 'curl@7.76-29.el9_4?arch=x86_64')]);
  assert.deepEqual(advisory?.references, [
    'https://access.redhat.com/security/cve/CVE-2030-0001',
    'https://access.redhat.com/errata/RHSA-2030:0001',
  ]);
  assert.equal(advisory?.title, 'package: a flaw');
  assert.equal(advisory?.details, 'A flaw was found.');
  assert.equal(advisory?.modified, '2030-02-03T04:05:06+00:00');
  const [[, odd] = []] = rows([
    { ...fixed(main94, 'a', 'curl@1-1?arch=x86_64'), remediation: ['vendor_fix', '', 'no address'] },
  ]);
  assert.deepEqual(odd?.references, ['https://access.redhat.com/security/cve/CVE-2030-0001']);
});

const whole = (index: number): object =>
  flawDocument(`CVE-2030-${1000 + index}`, [unfixed(rhel9, component('a', 'a'))]);
const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`2030/cve-${index}.json`, whole(index)]));

test('rhel-vex: documents that cannot be read are told, the rest is read', () => {
  const parsed = parse(
    archive({
      ...many,
      '2030/cve-x.json': '{"document":',
      '2030/cve-y.json': { document: { csaf_version: '1.2' } },
      '2030/cve-z.json': flawDocument(cve, [unfixed(rhel9, component('a', 'a'))], {
        tracking: { id: cve, status: 'deleted' },
      }),
      'changes.csv': 'x',
    }),
  );
  assert.equal([...parsed.records].length, 30);
  assert.equal(parsed.date, '2030-02-03T04:05:06.000Z');
  assert.equal(parsed.problems.length, 2);
  assert.deepEqual(parsed.unread, parsed.problems);
  assert.match(parsed.problems.join('\n'), /Documents that are not understood .*cve-x.json/);
});

test('rhel-vex: a statement about a product that nobody describes is told', () => {
  const value = flawDocument(cve, [unfixed(rhel9, component('a', 'a'))]) as { product_tree: { relationships: [] } };
  value.product_tree.relationships = [];
  const parsed = parse(archive({ ...many, '2030/cve-x.json': value }));
  assert.equal([...parsed.records].length, 30);
  assert.match(parsed.problems.join(), /not describe: cve-x.json red_hat_enterprise_linux_9:a/);
});

test('rhel-vex: a fix without a version is told', () => {
  const odd = ['curl', 'curl@1.0?arch=x86_64', 'curl@1-1?arch=x86_64&epoch=many'];
  const value = flawDocument(
    cve,
    odd.map((purl, index) => fixed(main94, `${index}`, purl)),
  );
  const parsed = parse(archive({ ...many, '2030/cve-x.json': value }));
  assert.equal([...parsed.records].length, 30);
  assert.match(parsed.problems.join(), /^Fixes without a version: cve-x.json AppStream-9.4.0.Z.MAIN:0, .*:1, .*:2\.$/);
  assert.deepEqual(parsed.unread, parsed.problems);
});

test('rhel-vex: an archive that is none, is cut short, or holds something else, is refused', () => {
  const good = archive(many);
  for (const [what, bytes] of [
    ['cut short', good.subarray(0, good.length - 10)],
    ['no documents', archive({ 'index.txt': 'x' })],
    ['other JSON', archive({ 'a.json': {}, 'b.json': {} })],
    ['a bomb', zstdCompressSync(Buffer.alloc(300_000_000))],
    ['not compressed', tarArchive([])],
  ] as const) {
    assert.throws(
      () => [...parse(bytes).records],
      (error) => error instanceof SeaworthyError && error.code === 'E_FEED',
      what,
    );
  }
});

test('rhel-vex: a release that nobody speaks of is told', () => {
  const parsed = parse(archive(many), 'rhel/8.6-tus');
  assert.deepEqual([...parsed.records], []);
  assert.deepEqual(parsed.problems, ['Red Hat’s files say nothing about RHEL 8.6 TUS.']);
});
