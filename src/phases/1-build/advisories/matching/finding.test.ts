import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cvssOf, exploitationOf } from '../../../../core/index.ts';
import {
  advisory,
  alpine,
  bulletins,
  debian,
  exploited,
  fixedIn,
  golang,
  judgeAll,
  npm,
  openssl,
  secdb,
  testPackage,
  tracker,
} from './testing/samples.ts';

test('GO, GHSA and CVE of one flaw are one finding with all ids, whatever record names the others', () => {
  const { findings } = judgeAll([testPackage('golang', 'm', 'v1.0.0')], [golang], {
    'golang/all': {
      m: [
        fixedIn('GO-2024-1', '1.2.0', { aliases: ['CVE-2024-9', 'GHSA-aaaa-bbbb-cccc'] }),
        fixedIn('GHSA-aaaa-bbbb-cccc', '1.2.0', {
          aliases: ['cve-2024-9'],
          title: 'Bad',
          references: ['https://a.invalid'],
        }),
        fixedIn('GHSA-other', '1.3.0'),
      ],
    },
  });
  assert.deepEqual(
    findings.map(({ id, aliases, title }) => [id, aliases, title]),
    [
      ['CVE-2024-9', ['GHSA-aaaa-bbbb-cccc', 'GO-2024-1'], 'Bad'],
      ['GHSA-other', [], 'GHSA-other in m'],
    ],
  );
});

test('a record with two CVE aliases is one finding; a bulletin over two CVEs joins nothing', () => {
  const { findings } = judgeAll([testPackage('golang', 'm', 'v1.0.0'), openssl('1')], [bulletins, golang], {
    'golang/all': { m: [fixedIn('GO-2020-0005', '2.0.0', { aliases: ['CVE-2020-15112', 'CVE-2020-15106'] })] },
    'bulletins/bookworm': { openssl: [fixedIn('DSA-1-1', '2', { covers: ['CVE-2020-1', 'CVE-2020-2'] })] },
  });
  assert.deepEqual(findings.map(({ id, aliases }) => [id, ...aliases].join(' ')).sort(), [
    'CVE-2020-1 DSA-1-1',
    'CVE-2020-15106 CVE-2020-15112 GO-2020-0005',
    'CVE-2020-2 DSA-1-1',
  ]);
});

test('a later feed adds what the first does not say, and its contradiction is told', () => {
  const { findings } = judgeAll([openssl('1')], [tracker, bulletins], {
    'tracker/bookworm': { openssl: [fixedIn('CVE-2023-1', '3', { note: 'Minor issue' })] },
    'bulletins/bookworm': {
      openssl: [
        fixedIn('DSA-1-1', '1', {
          covers: ['CVE-2023-1'],
          severity: { level: 'high', source: 'Debian' },
          cvss: [{ vector: 'CVSS:3.1/AV:N', score: 7.5, source: 'NVD' }],
          references: ['https://d.invalid/1'],
        }),
      ],
    },
  });
  const [finding] = findings;
  assert.equal(finding?.severity, 'high');
  assert.equal(finding?.severitySource, 'Debian');
  assert.equal(finding && cvssOf(finding).length, 1);
  assert.deepEqual(finding?.aliases, ['DSA-1-1']);
  assert.deepEqual(finding?.references, ['https://d.invalid/1']);
  const statements = finding?.evidence.map(({ kind, statement }) => `${kind}: ${statement}`) ?? [];
  assert.ok(
    statements.includes(
      'record: DSA-1-1 in bulletins/bookworm of 2026-01-01 does not count this version as affected: 1 ≥ 1.',
    ),
    statements.join('\n'),
  );
  assert.ok(statements.some((one) => one.includes('(Minor issue)')));
});

const severityCases: readonly {
  readonly name: string;
  readonly more: Parameters<typeof advisory>[1];
  readonly is: string;
}[] = [
  {
    name: 'the vendor’s word before a score',
    more: {
      severity: { level: 'negligible', source: 'Debian' },
      cvss: [{ vector: 'CVSS:3.1/AV:N', score: 9.8, source: 'NVD' }],
    },
    is: 'negligible, Debian',
  },
  {
    name: 'the newest CVSS where nobody gives a word',
    more: {
      severity: { level: 'unknown', source: 'Debian' },
      cvss: [
        { vector: 'AV:N/AC:L', score: 10, source: 'NVD' },
        { vector: 'CVSS:3.1/AV:N', score: 7.5, source: 'NVD' },
      ],
    },
    is: 'high, NVD (CVSS)',
  },
  { name: 'unknown when nobody says', more: {}, is: 'unknown, nobody' },
];

for (const { name, more, is } of severityCases) {
  test(`severity: ${name}`, () => {
    const { findings } = judgeAll([openssl('1')], [tracker], debian({ openssl: [fixedIn('CVE-1-1', '2', more)] }));
    assert.equal(`${findings[0]?.severity}, ${findings[0]?.severitySource}`, is);
  });
}

test('exploitation counts by every CVE id, and riskiest comes first', () => {
  const known = { added: '2024-05-01', ransomware: true };
  const { findings } = judgeAll([testPackage('npm', 'a', '1.0.0')], [npm, exploited], {
    'npm/all': {
      a: [
        fixedIn('GHSA-quiet', '2.0.0', { severity: { level: 'critical', source: 'GitHub' } }),
        fixedIn('GHSA-loud', '2.0.0', {
          aliases: ['CVE-2024-1', 'CVE-2024-2'],
          severity: { level: 'high', source: 'GitHub' },
        }),
      ],
    },
    exploited: {
      'CVE-2024-1': { epss: { probability: 0.2, percentile: 0.9 }, known: { added: '2024-06-01', ransomware: false } },
      'CVE-2024-2': { epss: { probability: 0.7, percentile: 0.99 }, known },
    },
  });
  assert.deepEqual(
    findings.map(({ id }) => id),
    ['CVE-2024-1', 'GHSA-quiet'],
  );
  assert.deepEqual(findings[0] && exploitationOf(findings[0]), { known, epss: { probability: 0.7, percentile: 0.99 } });
  const context = findings[0]?.evidence.filter(({ kind }) => kind === 'context') ?? [];
  assert.deepEqual(
    context.map(({ source }) => source),
    ['exploited', 'exploited'],
  );
});

test('the chain goes from the file to the comparison and says what rests on what', () => {
  const layer = { index: 1, digest: `sha256:${'a'.repeat(64)}` as const, createdBy: 'RUN apt-get install\n-y openssl' };
  const { findings } = judgeAll([{ ...openssl('3.0.11-1'), layer }], [tracker], {
    'tracker/bookworm': {
      openssl: [
        fixedIn('CVE-2023-1', '3.0.13-1', { package: 'openssl', references: ['https://t.invalid/CVE-2023-1'] }),
      ],
    },
  });
  assert.deepEqual(findings[0]?.evidence, [
    {
      kind: 'file',
      statement:
        'var/lib/dpkg/status says that libssl3 3.0.11-1 is there; it came with layer 2 of 2, made by: RUN apt-get install -y openssl',
      source: 'var/lib/dpkg/status',
      layer,
    },
    {
      kind: 'package',
      statement: 'debian publishes about the source package openssl 3.0.11-1, from which libssl3 was built',
      observed: 'pkg:deb/libssl3@3.0.11-1',
    },
    {
      kind: 'record',
      statement: 'CVE-2023-1, in tracker/bookworm of 2026-01-01: openssl is affected: before 3.0.13-1.',
      source: 'https://t.invalid/CVE-2023-1',
    },
    {
      kind: 'comparison',
      statement: '3.0.11-1 < 3.0.13-1.',
      observed: '3.0.11-1',
      expected: '3.0.13-1 or later',
      source: findings[0]?.evidence[3]?.source,
    },
  ]);
  assert.equal(findings[0]?.fix.advice, 'Run `apt-get install --only-upgrade libssl3` to get 3.0.13-1 or later.');
});

test('a withdrawn record explains itself beside the finding, and its aliases join nothing', () => {
  const { findings } = judgeAll([testPackage('npm', 'a', '1.0.0')], [npm], {
    'npm/all': {
      a: [
        fixedIn('GHSA-1', '2.0.0', { aliases: ['CVE-2024-1'] }),
        fixedIn('GHSA-2', '2.0.0', { aliases: ['CVE-2024-2'] }),
        advisory('GHSA-3', { status: 'withdrawn', aliases: ['CVE-2024-1', 'CVE-2024-2'] }),
      ],
    },
  });
  assert.deepEqual(
    findings.map(({ id, aliases }) => [id, ...aliases]),
    [
      ['CVE-2024-1', 'GHSA-1'],
      ['CVE-2024-2', 'GHSA-2'],
    ],
  );
  for (const { evidence } of findings) {
    assert.ok(evidence.some(({ statement }) => statement === 'GHSA-3 in npm/all of 2026-01-01 was withdrawn.'));
  }
});

test('the word of an earlier feed counts more: severity, title and address', () => {
  const says = (level: 'low' | 'high', source: string) => ({ severity: { level, source }, title: source });
  const { findings } = judgeAll([openssl('1')], [tracker, bulletins], {
    'tracker/bookworm': { openssl: [fixedIn('CVE-2023-1', '3', says('low', 'tracker'))] },
    'bulletins/bookworm': { openssl: [fixedIn('AAA-1', '3', { covers: ['CVE-2023-1'], ...says('high', 'bulletin') })] },
  });
  assert.deepEqual(
    findings.map(({ severity, severitySource, title }) => [severity, severitySource, title]),
    [['low', 'tracker', 'tracker']],
  );
});

test('what does not decide is told in the order in which it counts', () => {
  const said = (feeds: Parameters<typeof judgeAll>[1]) =>
    judgeAll([openssl('1')], feeds, {
      'tracker/bookworm': { openssl: [fixedIn('CVE-2023-1', '3'), fixedIn('CVE-2023-1', '1')] },
      'bulletins/bookworm': { openssl: [fixedIn('AAA-1', '1', { covers: ['CVE-2023-1'] })] },
    })
      .findings.flatMap(({ evidence }) => evidence)
      .filter(({ statement }) => statement.includes('does not count'))
      .map(({ statement }) => statement.split(' ')[0]);
  assert.deepEqual(said([tracker, bulletins]), ['CVE-2023-1', 'AAA-1']);
});

test('one key may be asked for with two versions, the source’s and the package’s own', () => {
  const twice: typeof tracker = {
    ...tracker,
    lookups: () =>
      ['5', '1'].map((version) => ({ partition: 'tracker/bookworm', key: 'openssl', version, why: version })),
  };
  const { findings } = judgeAll([openssl('5')], [twice], debian({ openssl: [fixedIn('CVE-2023-1', '3')] }));
  assert.deepEqual(
    findings.map(({ evidence }) => evidence.find(({ kind }) => kind === 'comparison')?.observed),
    ['1'],
  );
});

test('binary packages of one source keep their own reason for the lookup', () => {
  const { findings } = judgeAll(
    [openssl('1'), openssl('1', 'openssl')],
    [tracker],
    debian({ openssl: [fixedIn('CVE-1-1', '2')] }),
  );
  for (const { package: found, evidence } of findings) {
    assert.ok(
      evidence.some(
        ({ kind, statement }) => kind === 'package' && statement.endsWith(`which ${found?.name} was built`),
      ),
    );
  }
});

test('a commit without a release, younger than the record, is reported, doubted and weighed less', () => {
  const records = { m: [fixedIn('GO-1', '1.2.3', { published: '2024-06-01T00:00:00Z' })] };
  const judgeGo = (version: string) =>
    judgeAll([testPackage('golang', 'm', version)], [golang], { 'golang/all': records }).findings[0];
  const firm = judgeGo('v1.0.0');
  const older = judgeGo('v0.0.0-20240601000000-abcdefabcdef');
  const younger = judgeGo('v0.0.0-20240602000000-abcdefabcdef');
  assert.ok(firm && older && younger);
  assert.equal(older.risk.score, firm.risk.score);
  assert.ok(younger.risk.score < firm.risk.score);
  assert.ok(younger.evidence.some(({ statement }) => statement.includes('made after the record was published')));
});

test('a version outside its grammar is compared, and said', () => {
  const { findings } = judgeAll(
    [testPackage('apk', 'docker', '20.10.3-r0')],
    [secdb],
    {
      'secdb/3.20': { docker: [fixedIn('CVE-2021-1', '20.10.11.r0')] },
    },
    alpine,
  );
  const [finding] = findings;
  assert.ok(finding?.evidence.some(({ statement }) => statement.includes('no valid apk version')));
  assert.ok(finding?.risk.factors.some(({ name }) => name === 'comparison'));
});

test('the fingerprint outlives version, layer and qualifiers, and tells copies apart', () => {
  const print = (version: string, path: string, purl: string) =>
    judgeAll([testPackage('npm', '@s/a', version, { path, purl })], [npm], {
      'npm/all': { '@s/a': [fixedIn('CVE-1-1', '9.0.0')] },
    }).findings[0]?.fingerprint;
  const first = print('1.0.0', 'p', 'pkg:npm/%40s/a@1.0.0');
  assert.equal(print('2.0.0', 'p', 'pkg:npm/%40s/a@2.0.0?arch=x#sub'), first);
  assert.notEqual(print('1.0.0', 'q', 'pkg:npm/%40s/a@1.0.0'), first);
  assert.notEqual(print('1.0.0', 'p', 'pkg:npm/%40s/b@1.0.0'), first);
});

test('the title is of the flaw itself: its own, else its first sentence, and only then that of a bulletin about the package', () => {
  const titleWith = (own: Partial<Parameters<typeof fixedIn>[2]>): string | undefined =>
    judgeAll([openssl('1')], [tracker, bulletins], {
      'tracker/bookworm': { openssl: [fixedIn('CVE-2023-1', '3', own)] },
      'bulletins/bookworm': {
        openssl: [fixedIn('DSA-1-1', '3', { covers: ['CVE-2023-1'], title: 'openssl: update' })],
      },
    }).findings[0]?.title;
  assert.equal(titleWith({ title: 'Overflow', details: 'Long.' }), 'Overflow');
  assert.equal(titleWith({ details: 'In 3.0.1 a name overflows. More is told.' }), 'In 3.0.1 a name overflows');
  assert.equal(titleWith({}), 'openssl: update');
});
