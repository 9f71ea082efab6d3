import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Finding, fixVersions, type Package, packageOf } from '../../../../core/index.ts';
import {
  advisory,
  alpine,
  bookworm,
  bulletins,
  debian,
  fixedIn,
  golang,
  judgeAll,
  npm,
  openssl,
  pypi,
  secdb,
  testPackage,
  tracker,
  type World,
} from './testing/samples.ts';

/** "package id fix-state versions" of each finding, sorted. */
const summary = (findings: readonly Finding[]): string[] =>
  findings
    .map((one) => {
      const { id, fix } = one;
      return [packageOf(one)?.name, id, fix.state, ...fixVersions(fix)].join(' ');
    })
    .sort();

const cases: readonly {
  readonly name: string;
  readonly packages: readonly Package[];
  readonly world: World;
  readonly expected: readonly string[];
  readonly distribution?: typeof alpine;
}[] = [
  {
    name: 'older than the fix',
    packages: [openssl('3.0.11-1~deb12u1')],
    world: debian({ openssl: [fixedIn('CVE-2023-5363', '3.0.11-1~deb12u2')] }),
    expected: ['libssl3 CVE-2023-5363 fixed 3.0.11-1~deb12u2'],
  },
  {
    name: 'a rebuild of the same source (+b1) is judged by its source version',
    packages: [openssl('3.0.11-1', 'libssl3', '3.0.11-1+b1')],
    world: debian({ openssl: [fixedIn('CVE-2023-5363', '3.0.11-1')] }),
    expected: [],
  },
  {
    name: 'a fix that is for some alone is none for others, and one for who has it already',
    packages: [openssl('3.0.11-1'), openssl('3.0.11-1+esm1', 'openssl')],
    world: debian({
      openssl: [
        { ...fixedIn('CVE-2024-1', '3.0.11-1+esm2'), fixesFor: { name: 'Harbour Pro', mark: 'esm' } },
        {
          ...fixedIn('CVE-2024-2', '3.0.11-1+esm2'),
          status: 'wont-fix',
          fixesFor: { name: 'Harbour Pro', mark: 'esm' },
        },
      ],
    }),
    expected: [
      'libssl3 CVE-2024-1 unfixed',
      'libssl3 CVE-2024-2 wont-fix',
      'openssl CVE-2024-1 fixed 3.0.11-1+esm2',
      'openssl CVE-2024-2 fixed 3.0.11-1+esm2',
    ],
  },
  {
    name: 'packages split from one source each have the finding, whatever their own version',
    packages: [openssl('2:1.0-1', 'libssl3', '3.5-1'), openssl('2:1.0-1', 'openssl', '9.9-1')],
    world: debian({ openssl: [fixedIn('CVE-2024-1', '2:1.0-2')] }),
    expected: ['libssl3 CVE-2024-1 fixed 2:1.0-2', 'openssl CVE-2024-1 fixed 2:1.0-2'],
  },
  {
    name: 'where no fix will come, a bound is no version that is offered',
    packages: [openssl('1'), openssl('3')],
    world: debian({
      openssl: [
        fixedIn('CVE-2024-1', '2', { status: 'end-of-life' }),
        fixedIn('CVE-2024-2', '2', { status: 'wont-fix' }),
      ],
    }),
    expected: ['libssl3 CVE-2024-1 end-of-life', 'libssl3 CVE-2024-2 wont-fix'],
  },
  {
    name: 'Alpine speaks of the origin',
    packages: [testPackage('apk', 'libcrypto3', '3.3.2-r0', { source: { name: 'openssl', version: '3.3.2-r0' } })],
    world: {
      'secdb/3.20': { openssl: [fixedIn('CVE-2024-6119', '3.3.2-r1')], libcrypto3: [fixedIn('CVE-1-1', '9-r0')] },
    },
    distribution: alpine,
    expected: ['libcrypto3 CVE-2024-6119 fixed 3.3.2-r1'],
  },
  {
    name: 'Alpine "0" means never affected',
    packages: [testPackage('apk', 'curl', '8.0-r0')],
    world: { 'secdb/3.20': { curl: [advisory('CVE-2021-22897', { status: 'unaffected' })] } },
    distribution: alpine,
    expected: [],
  },
  {
    name: 'a flaw listed under two releases is fixed in the later one',
    packages: [testPackage('apk', 'curl', '8.0-r0')],
    world: { 'secdb/3.20': { curl: [fixedIn('CVE-2023-1', '8.1-r0'), fixedIn('CVE-2023-1', '8.1-r4')] } },
    distribution: alpine,
    expected: ['curl CVE-2023-1 fixed 8.1-r4'],
  },
  {
    name: 'unfixed, wont-fix, end-of-life and undetermined are kept apart',
    packages: [openssl('3')],
    world: debian({
      openssl: [
        advisory('CVE-2024-1', { ranges: [{}] }),
        advisory('CVE-2024-2', { status: 'wont-fix' }),
        advisory('CVE-2024-3', { status: 'end-of-life' }),
        advisory('CVE-2024-4', { status: 'undetermined' }),
        advisory('CVE-2024-5', { status: 'withdrawn', ranges: [{}] }),
        advisory('CVE-2024-6', { status: 'unaffected' }),
        advisory('CVE-2024-7'),
      ],
    }),
    expected: [
      'libssl3 CVE-2024-1 unfixed',
      'libssl3 CVE-2024-2 wont-fix',
      'libssl3 CVE-2024-3 end-of-life',
      'libssl3 CVE-2024-4 unknown',
    ],
  },
  {
    name: 'Go standard library by the version of the compiler',
    packages: [testPackage('golang', 'stdlib', '1.22.3')],
    world: {
      'golang/all': {
        stdlib: [
          advisory('GO-2024-2887', {
            aliases: ['CVE-2024-24790'],
            ranges: [{ fixed: '1.21.11' }, { introduced: '1.22.0-0', fixed: '1.22.4' }],
          }),
        ],
      },
    },
    expected: ['stdlib CVE-2024-24790 fixed 1.22.4'],
  },
  {
    name: 'a pseudo-version after the fix is not older than it',
    packages: [testPackage('golang', 'example.org/m', 'v1.2.4-0.20240101000000-abcdefabcdef')],
    world: { 'golang/all': { 'example.org/m': [fixedIn('GO-2024-1', '1.2.3')] } },
    expected: [],
  },
  {
    name: 'npm: several maintained branches, and a pre-release of the fix is not the fix',
    packages: [testPackage('npm', 'minimist', '0.2.1'), testPackage('npm', 'minimist', '1.2.6-rc.1', { path: 'b' })],
    world: {
      'npm/all': {
        minimist: [
          advisory('GHSA-xvch-5gv4-984h', {
            aliases: ['CVE-2021-44906'],
            ranges: [{ fixed: '0.2.4' }, { introduced: '1.0.0', fixed: '1.2.6' }],
          }),
        ],
      },
    },
    expected: ['minimist CVE-2021-44906 fixed 0.2.4 1.2.6', 'minimist CVE-2021-44906 fixed 1.2.6'],
  },
  {
    name: 'a last affected version, or a bare list, does not name the fix',
    packages: [testPackage('pypi', 'a', '1.0')],
    world: {
      'pypi/all': {
        a: [
          advisory('PYSEC-2024-1', { ranges: [{ lastAffected: '1.4' }] }),
          advisory('PYSEC-2024-2', { versions: ['1.0'] }),
        ],
      },
    },
    expected: ['a PYSEC-2024-1 unknown', 'a PYSEC-2024-2 unknown'],
  },
  {
    name: 'a bulletin over three flaws is three findings; one without flaws is one of its own',
    packages: [openssl('1')],
    world: {
      'bulletins/bookworm': {
        openssl: [
          fixedIn('DSA-5532-1', '2', { covers: ['CVE-2023-1', 'CVE-2023-2', 'CVE-2023-3'] }),
          fixedIn('DSA-5533-1', '2'),
        ],
      },
    },
    expected: ['libssl3 CVE-2023-1', 'libssl3 CVE-2023-2', 'libssl3 CVE-2023-3', 'libssl3 DSA-5533-1'].map(
      (line) => `${line} fixed 2`,
    ),
  },
  {
    name: 'a second bulletin for a flaw says that the first fix was not enough',
    packages: [openssl('1'), openssl('2', 'openssl')],
    world: {
      'bulletins/bookworm': {
        openssl: [
          fixedIn('DSA-1-1', '2', { covers: ['CVE-2023-1'] }),
          fixedIn('DSA-1-2', '3', { covers: ['CVE-2023-1'] }),
        ],
      },
    },
    expected: ['libssl3 CVE-2023-1 fixed 3', 'openssl CVE-2023-1 fixed 3'],
  },
  {
    name: 'the first feed that has decided wins: fixed',
    packages: [openssl('2')],
    world: {
      'tracker/bookworm': { openssl: [fixedIn('CVE-2023-1', '2')] },
      'bulletins/bookworm': { openssl: [fixedIn('DSA-1-1', '3', { covers: ['CVE-2023-1'] })] },
    },
    expected: [],
  },
  {
    name: 'the first feed that has decided wins: never affected',
    packages: [openssl('2')],
    world: {
      'tracker/bookworm': { openssl: [advisory('CVE-2023-1', { status: 'unaffected' })] },
      'bulletins/bookworm': { openssl: [fixedIn('DSA-1-1', '3', { covers: ['CVE-2023-1'] })] },
    },
    expected: [],
  },
  {
    name: 'a feed that has not decided, or took its record back, leaves the word to the next',
    packages: [openssl('2')],
    world: {
      'tracker/bookworm': {
        openssl: [
          advisory('CVE-2023-1', { status: 'undetermined' }),
          advisory('CVE-2023-2', { status: 'withdrawn' }),
          advisory('CVE-2023-3', { status: 'undetermined' }),
        ],
      },
      'bulletins/bookworm': {
        openssl: [
          fixedIn('DSA-1-1', '3', { covers: ['CVE-2023-1', 'CVE-2023-2'] }),
          fixedIn('DSA-0-1', '1', { covers: ['CVE-2023-3'] }),
        ],
      },
    },
    expected: ['libssl3 CVE-2023-1 fixed 3', 'libssl3 CVE-2023-2 fixed 3'],
  },
  {
    name: 'contradicting records of one feed: affected stands, and the fix that is named is kept',
    packages: [testPackage('pypi', 'a', '1.5')],
    world: {
      'pypi/all': {
        a: [
          fixedIn('GHSA-1', '1.4', { aliases: ['CVE-2024-1'] }),
          fixedIn('PYSEC-1', '1.6', { aliases: ['CVE-2024-1'] }),
          advisory('PYSEC-2', { aliases: ['CVE-2024-1'], ranges: [{ introduced: '1.0' }] }),
        ],
      },
    },
    expected: ['a CVE-2024-1 fixed 1.6'],
  },
];

for (const { name, packages, world, expected, distribution } of cases) {
  test(`findings: ${name}`, () => {
    const feeds = [tracker, bulletins, secdb, npm, pypi, golang];
    const { findings } = judgeAll(packages, feeds, world, distribution ?? bookworm);
    assert.deepEqual(summary(findings), expected);
  });
}
