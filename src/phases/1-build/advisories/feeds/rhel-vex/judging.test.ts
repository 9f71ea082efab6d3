import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { tarArchive } from '../../../../../../lab/fixtures/index.ts';
import { type Distribution, formatPurl, type Package } from '../../../../../core/index.ts';
import { type Matched, match } from '../../matching/match.ts';
import { inventoryOf, testNow } from '../../matching/testing/samples.ts';
import { memoryPartition } from '../../memory-partition.ts';
import { examplePackage } from '../example.ts';
import { rhelVex } from './index.ts';
import { component, type FixtureStatement, flawDocument, inProduct, product } from './testing/documents.ts';

/* The traps of judging packages of RHEL, each from Red Hat's file to what is told. */

const cve = 'CVE-2030-0001';
const rhel8 = product('red_hat_enterprise_linux_8', 'cpe:/o:redhat:enterprise_linux:8');
const main8 = product('AppStream-8.10.0.Z.MAIN', 'cpe:/a:redhat:enterprise_linux:8::appstream');
const eus86 = product('AppStream-8.6.0.Z.EUS', 'cpe:/a:redhat:rhel_eus:8.6::appstream');

const fixed = (whole: typeof main8, purl: string): FixtureStatement => ({
  status: 'fixed',
  product: inProduct(whole, component(purl, purl)),
  remediation: ['vendor_fix', '', 'https://access.redhat.com/errata/RHSA-2030:0001'],
});

const said = (status: FixtureStatement['status'], purl: string): FixtureStatement => ({
  status,
  product: inProduct(rhel8, component(purl, purl)),
  ...(status === 'known_affected' ? { remediation: ['none_available', 'Affected'] as const } : {}),
});

const rhel: Distribution = { id: 'rhel', version: '8.4', like: ['fedora'], path: 'etc/os-release' };
const stream: Distribution = { ...rhel, id: 'centos', version: '8', prettyName: 'CentOS Stream 8' };

interface Installed {
  readonly source?: string;
  readonly module?: string;
  readonly vendor?: string;
  readonly architecture?: string;
}

function installed(name: string, version: string, more: Installed = {}): Package {
  const { source = `${name} ${version}`, module: label, vendor = 'Red Hat, Inc.', architecture = 'x86_64' } = more;
  const [of = '', ofVersion = ''] = source.split(' ');
  const purl = formatPurl({ type: 'rpm', namespace: 'redhat', name, version, qualifiers: { rpmmod: label } });
  return examplePackage('rpm', name, version, {
    purl,
    source: { name: of, version: ofVersion },
    origin: { vendor },
    architecture,
  });
}

function judge(found: Package, statements: readonly FixtureStatement[], distribution = rhel): Matched {
  const body = JSON.stringify(flawDocument(cve, statements));
  const bytes = zstdCompressSync(tarArchive([{ path: '2030/cve-2030-0001.json', body }]));
  const parsed = rhelVex.parse('rhel/8', [{ path: 'csaf_vex.tar.zst', bytes }]);
  const partition = memoryPartition('rhel/8', [...parsed.records]);
  return match(
    inventoryOf([found], distribution),
    [rhelVex],
    (id) => (id === 'rhel/8' ? partition : undefined),
    testNow,
  );
}

/** `fixed in 1-2` or the state; `none` where nothing is told. */
function outcome({ findings }: Matched): string {
  const [finding] = findings;
  if (finding === undefined) return 'none';
  const { fix } = finding;
  return fix.state === 'fixed' ? `fixed in ${fix.versions.join(', ')}` : fix.state;
}

const module16 = 'nodejs:16:8040020220101:c';
const module18 = 'nodejs:18:8090020230101:c';
const node18 = 'nodejs@18.20-1.module%2Bel8.9.0?arch=x86_64&epoch=1&rpmmod=nodejs:18:8090020240101:c';
const curlFix = 'curl@7.61-30.el8_10?arch=x86_64';
const eusFix = fixed(eus86, 'curl@7.61-22.el8_6.12?arch=x86_64');

const cases: readonly [what: string, Package, readonly FixtureStatement[], string, Distribution?][] = [
  ['below the fix', installed('curl', '7.61-18.el8'), [fixed(main8, curlFix)], 'fixed in 7.61-30.el8_10'],
  ['the fix itself', installed('curl', '7.61-30.el8_10'), [fixed(main8, curlFix)], 'none'],
  ['a fix of somebody else’s minor release alone', installed('curl', '7.61-18.el8'), [eusFix], 'none'],
  [
    'a fix of somebody else’s minor release does not count as one',
    installed('curl', '7.61-22.el8_6.12'),
    [eusFix, fixed(main8, curlFix)],
    'fixed in 7.61-30.el8_10',
  ],
  [
    'not fixed, by its source',
    installed('libcurl', '7.61-18.el8', { source: 'curl 7.61-18.el8' }),
    [said('known_affected', 'curl?arch=src')],
    'unfixed',
  ],
  [
    'not fixed, though not all that is built of it has the flaw',
    installed('git-core', '2.43-1.el8', { source: 'git 2.43-1.el8' }),
    [said('known_affected', 'git?arch=src'), said('known_not_affected', 'git-core')],
    'none',
  ],
  [
    'the other part of it has it',
    installed('git-gui', '2.43-1.el8', { source: 'git 2.43-1.el8' }),
    [said('known_affected', 'git?arch=src'), said('known_not_affected', 'git-core'), said('known_affected', 'git-gui')],
    'unfixed',
  ],
  [
    'not affected, by its source',
    installed('libcurl', '7.61-18.el8', { source: 'curl 7.61-18.el8' }),
    [said('known_not_affected', 'curl?arch=src')],
    'none',
  ],
  ['under investigation', installed('curl', '7.61-18.el8'), [said('under_investigation', 'curl')], 'unknown'],
  [
    'the stream of the module',
    installed('nodejs', '1:18.12-1.module+el8.7.0', { module: module18 }),
    [fixed(main8, node18)],
    'fixed in 1:18.20-1.module+el8.9.0',
  ],
  [
    'another stream of the module',
    installed('nodejs', '1:16.18-1.module+el8.7.0', { module: module16 }),
    [fixed(main8, node18)],
    'none',
  ],
  ['outside of all modules', installed('nodejs', '1:10.1-1.el8'), [fixed(main8, node18)], 'none'],
  [
    'outside of all modules is not what a module’s sources say',
    installed('nodejs', '1:10.1-1.el8'),
    [said('known_affected', 'nodejs?arch=src&rpmmod=nodejs:16')],
    'none',
  ],
  [
    'no epoch is that of 0',
    installed('bind', '9.11-1.el8'),
    [fixed(main8, 'bind@9.10-1.el8?arch=x86_64&epoch=32')],
    'fixed in 32:9.10-1.el8',
  ],
  ['an epoch above', installed('bind', '33:9.9-1.el8'), [fixed(main8, 'bind@9.10-1.el8?arch=x86_64&epoch=32')], 'none'],
  [
    'the epoch of a source is not known where its version is another',
    installed('perl-libs-old', '4:5.26-1.el8', { source: 'perl 5.26-9.el8' }),
    [fixed(main8, 'perl@5.26-2.el8?arch=src&epoch=4')],
    'none',
  ],
  [
    'and known where it is the package’s own',
    installed('perl-old', '4:5.26-1.el8', { source: 'perl 4:5.26-1.el8' }),
    [fixed(main8, 'perl@5.26-2.el8?arch=src&epoch=4')],
    'fixed in 4:5.26-2.el8',
  ],
  ['another processor', installed('curl', '7.61-18.el8', { architecture: 's390x' }), [fixed(main8, curlFix)], 'none'],
  [
    'built by somebody else',
    installed('curl', '7.61-18.el8', { vendor: 'Fedora Project' }),
    [fixed(main8, curlFix)],
    'none',
  ],
  [
    'CentOS Stream, below the fix',
    installed('curl', '7.61-18.el8', { vendor: 'CentOS' }),
    [fixed(main8, curlFix)],
    'fixed in 7.61-30.el8_10',
    stream,
  ],
  [
    'CentOS Stream, not fixed',
    installed('curl', '7.61-40.el8', { vendor: 'CentOS' }),
    [said('known_affected', 'curl?arch=src')],
    'unfixed',
    stream,
  ],
  [
    'AlmaLinux',
    installed('curl', '7.61-18.el8', { vendor: 'AlmaLinux' }),
    [fixed(main8, curlFix)],
    'none',
    { ...rhel, id: 'almalinux' },
  ],
];

for (const [what, found, statements, expected, distribution] of cases) {
  test(`rhel-vex, judging: ${what}`, () => {
    assert.equal(outcome(judge(found, statements, distribution)), expected);
  });
}

test('rhel-vex, judging: headers of the kernel have its flaws by their source, marked as holding no code', () => {
  const headers = installed('kernel-headers', '4.18-1.el8', { source: 'kernel 4.18-1.el8' });
  const [finding] = judge(headers, [said('known_affected', 'kernel?arch=src')]).findings;
  assert.ok(finding?.risk.factors.some(({ why }) => why.startsWith('kernel-headers ')));
  const quiet = judge(headers, [
    said('known_affected', 'kernel?arch=src'),
    said('known_not_affected', 'kernel-headers'),
  ]);
  assert.deepEqual(quiet.findings, []);
});

test('rhel-vex, judging: a finding tells the record, whose word it is, and what else was said', () => {
  const { findings } = judge(installed('curl', '7.61-18.el8'), [
    fixed(main8, curlFix),
    said('known_affected', 'curl?arch=src'),
  ]);
  const [finding] = findings;
  const chain = finding?.evidence.map(({ statement }) => statement).join('\n') ?? '';
  assert.match(chain, /Red Hat publishes about the package curl in RHEL 8\./);
  assert.match(chain, /curl is affected: before 7.61-30.el8_10 \(fixed by RHSA-2030:0001\)/);
  assert.match(chain, /7.61-18.el8 < 7.61-30.el8_10/);
  assert.deepEqual([finding?.severity, finding?.severitySource], ['high', 'Red Hat']);
});

test('rhel-vex, judging: what is built by somebody else is said not to be judged', () => {
  const { coverage } = judge(installed('curl', '7.61-18.el8', { vendor: 'Fedora Project' }), [fixed(main8, curlFix)]);
  assert.match(coverage.unjudged[0]?.why ?? '', /its vendor is Fedora Project/);
});

test('rhel-vex, judging: what was not judged, or by what, is told with the result', () => {
  const of = (distribution: Distribution): readonly string[] =>
    judge(installed('curl', '7.61-18.el8'), [fixed(main8, curlFix)], distribution).coverage.problems.map(
      ({ message, incomplete }) => `${incomplete ? '!' : ''}${message}`,
    );
  assert.match(of(stream).join('\n'), /^CentOS Stream 8 is built ahead of RHEL 8/m);
  assert.match(of(rhel).join('\n'), /^no content manifest/m);
  const mixed = { ...rhel, repositories: ['rhel-8-for-x86_64-baseos-rpms', 'ansible-2-for-rhel-8-x86_64-rpms'] };
  assert.match(of(mixed).join('\n'), /^!packages are from repositories of other products/m);
});
