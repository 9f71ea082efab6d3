import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { count, type Finding, instruction, percent } from '../../core/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { listActions } from './actions.ts';
import { ageText, dataAgeText, isOld } from './age.ts';
import { groupFindings } from './groups.ts';
import { homeOf, webLinks } from './links.ts';
import { compareLoosely } from './loose-order.ts';
import { summarise, verdict } from './summary.ts';

test('binary packages of one source are one group, and a flaw is told once in it', () => {
  const group = groupFindings(sampleReport).find((each) => each.name === 'openssl');
  assert.ok(group);
  assert.deepEqual([...group.members].sort(), ['libssl3', 'openssl']);
  assert.deepEqual(
    group.rows.map((row) => [row.finding.id, row.findings.length, row.only]),
    [
      ['CVE-2024-0727', 2, []],
      ['CVE-2023-6129', 2, []],
      ['CVE-2024-2511', 1, ['openssl']],
    ],
  );
  assert.equal(group.upgrade?.version, '3.0.14-1~deb12u1');
  assert.equal(group.upgrade?.clears.length, 3);
});

test('fixable is what a version does without; what has a remedy can be acted on all the same', () => {
  const { open, fixable, actionable } = summarise(sampleReport);
  const states = open.map(({ fix }) => fix.state);
  const many = (...wanted: readonly string[]): number => states.filter((state) => wanted.includes(state)).length;
  assert.ok(many('fixed') > 0 && many('remedy') > 0 && many('fixed', 'remedy') < open.length);
  assert.deepEqual([fixable, actionable], [many('fixed'), many('fixed', 'remedy')]);
});

test('groups hold every open finding once', () => {
  const inGroups = groupFindings(sampleReport).flatMap((group) => group.rows.flatMap((row) => row.findings));
  assert.equal(inGroups.length, summarise(sampleReport).open.length);
  assert.equal(new Set(inGroups).size, inGroups.length);
});

function withFixes(...fixes: readonly (readonly string[])[]): typeof sampleReport {
  const base = sampleReport.findings.find((each) => each.id === 'CVE-2021-23337');
  assert.ok(base?.kind === 'vulnerability');
  const findings = fixes.map(
    (versions, index): Finding => ({
      ...base,
      id: `CVE-2024-${1000 + index}`,
      fix:
        versions[0] === undefined
          ? { state: 'unfixed', advice: '' }
          : { state: 'fixed', versions: [versions[0], ...versions.slice(1)], advice: '' },
    }),
  );
  return { ...sampleReport, findings };
}

test('the upgrade that clears most', () => {
  const cases: readonly (readonly [readonly (readonly string[])[], string | undefined, number])[] = [
    [[['1.2']], '1.2', 1],
    [[['1.2'], ['1.10']], '1.10', 2],
    [[['1.20.11', '1.21.4'], ['1.21.5']], '1.21.5', 2],
    // 1.21.1 is newer than 1.20.11 but has not the fix of 1.21.4.
    [[['1.20.11', '1.21.4'], ['1.21.1']], '1.21.4', 2],
    [[['2.0'], []], '2.0', 1],
    [[[]], undefined, 0],
  ];
  for (const [fixes, version, clears] of cases) {
    const upgrade = groupFindings(withFixes(...fixes))[0]?.upgrade;
    assert.equal(upgrade?.version, version, JSON.stringify(fixes));
    assert.equal(upgrade?.clears.length ?? 0, clears, JSON.stringify(fixes));
  }
});

test('an upgrade stays near, leaves pre-releases out, and has the smallest step beside it', () => {
  // Installed is 4.17.20.
  const cases: readonly (readonly [readonly (readonly string[])[], string | undefined, string | undefined])[] = [
    [[['4.17.21', '5.0.0-rc.3']], '4.17.21', undefined],
    [
      [
        ['4.17.21', '5.0.0-rc.3'],
        ['4.17.22', '5.0.0-rc.1'],
      ],
      '4.17.22',
      undefined,
    ],
    [[['5.0.0-rc.3']], '5.0.0-rc.3', undefined],
    [[['4.17.21'], ['9.0.0']], '9.0.0', '4.17.21'],
    [[['4.18.1'], ['9.0.0']], '9.0.0', '4.18.1'],
    [
      [
        ['4.17.21', '9.0.0'],
        ['4.17.25', '9.1.0'],
      ],
      '4.17.25',
      undefined,
    ],
    // Within the branch the newest of its fixes counts: 4.17.22 has not that of 4.17.30.
    [[['4.17.21', '4.17.30'], ['4.17.22']], '4.17.30', undefined],
  ];
  for (const [fixes, version, step] of cases) {
    const [group] = groupFindings(withFixes(...fixes));
    assert.equal(group?.version, '4.17.20');
    assert.deepEqual([group?.upgrade?.version, group?.step?.version], [version, step], JSON.stringify(fixes));
  }
});

test('loose order by example', () => {
  const ascending = ['1.0~rc1', '1.0-alpha', '1.0-rc2', '1.0', '1.0-1', '1.0.1', '1.2', '1.10', '2', '1:0.1', '2:0'];
  for (const [at, version] of ascending.entries()) {
    for (const other of ascending.slice(at + 1)) {
      assert.ok(compareLoosely(version, other) < 0, `${version} < ${other}`);
      assert.ok(compareLoosely(other, version) > 0, `${other} > ${version}`);
    }
  }
});

test('loose order is an order', () => {
  const version = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[0-9]{1,2}([.~-][0-9a-c]{1,3}){0,3}$/));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      assert.equal(compareLoosely(a, a), 0);
      assert.equal(Math.sign(compareLoosely(a, b)), -Math.sign(compareLoosely(b, a)) || 0);
      if (compareLoosely(a, b) <= 0 && compareLoosely(b, c) <= 0) assert.ok(compareLoosely(a, c) <= 0);
    }),
  );
});

test('what ends an exploited flaw comes first, then what clears most risk', () => {
  const actions = listActions(groupFindings(sampleReport));
  assert.equal(actions[0]?.group.name, 'golang.org/x/net');
  assert.equal(actions[1]?.group.name, 'openssl');
  const risks = actions.slice(1).map((action) => action.risk);
  assert.deepEqual(
    risks,
    [...risks].sort((a, b) => b - a),
  );
  assert.ok(actions.some((action) => action.group.name === 'srv/shop/.env' && action.version === undefined));
});

test('silence is not good news by itself', () => {
  assert.equal(verdict(sampleReport).state, 'findings');
  assert.equal(verdict(emptyReport(true)).state, 'clean');
  assert.equal(verdict(emptyReport(false)).state, 'not-judged');
  assert.equal(verdict({ ...emptyReport(true), packages: [] }).state, 'not-judged');
  const partly = {
    ...emptyReport(true),
    coverage: { ...emptyReport(true).coverage, problems: sampleReport.coverage.problems },
  };
  assert.equal(verdict(partly).state, 'partly-judged');
  const ended = {
    ...emptyReport(true),
    distribution: { id: 'alpine', like: [], path: 'etc/os-release', endOfLife: { date: '2020-01-01', passed: true } },
  };
  assert.equal(verdict(ended).state, 'partly-judged');
  const [problem] = sampleReport.coverage.problems;
  assert.ok(problem);
  const fixes = {
    ...emptyReport(true),
    coverage: {
      ...emptyReport(true).coverage,
      problems: [{ ...problem, code: 'E_FIXES_ONLY', where: 'alpine/3.20', incomplete: false } as const],
    },
  };
  assert.deepEqual(
    [verdict(fixes)].map(({ state, but }) => [state, but]),
    [['partly-judged', ['Flaws without a fix are not known: alpine/3.20 names fixes only']]],
  );
  assert.match(verdict(fixes).line, /^Nothing found that has a fix: \d+ packages? judged$/);
  const suppression = { by: 'mara', reason: 'never called' };
  const findings = sampleReport.findings.slice(0, 2).map((finding) => ({ ...finding, suppression }));
  for (const report of [emptyReport(true), partly, ended]) {
    const { line } = verdict({ ...report, findings });
    assert.match(line, /^Nothing found but 2 findings set aside/);
    assert.doesNotMatch(line, /none has a known flaw/);
  }
});

test('ages', () => {
  const now = '2024-05-20T12:00:00Z';
  assert.equal(ageText('2024-05-20T11:30:00Z', now), 'under an hour old');
  assert.equal(ageText('2024-05-20T11:00:00Z', now), '1 hour old');
  assert.equal(ageText('2024-05-10T11:00:00Z', now), '10 days old');
  assert.equal(ageText('yesterday', now), 'age unknown');
  assert.equal(isOld('2024-05-16T12:00:00Z', now), false);
  assert.equal(isOld('2024-05-15T11:59:59Z', now), true);
  assert.equal(isOld('yesterday', now), true);
});

test('instructions without what builders wrap around them', () => {
  const digest = `sha256:${'0'.repeat(64)}` as const;
  const cases: readonly (readonly [string, string])[] = [
    ['/bin/sh -c #(nop) ADD file:1 in / ', 'ADD file:1 in /'],
    ['/bin/sh -c apk add curl', 'RUN apk add curl'],
    ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
    ['RUN |2 A=1 B=2 /bin/sh -c make # buildkit', 'RUN make'],
    ['COPY . /app # buildkit', 'COPY . /app'],
    ['', ''],
  ];
  for (const [createdBy, expected] of cases) assert.equal(instruction({ index: 0, digest, createdBy }), expected);
});

test('only web addresses are links', () => {
  assert.deepEqual(
    webLinks([
      'https://a.example/x',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://u:p@a.example/',
      'a b',
      'http://b.example',
      'https://a.example/x',
    ]),
    ['https://a.example/x', 'http://b.example/'],
  );
  assert.equal(homeOf('CVE-2024-1').url, undefined);
  assert.equal(homeOf('CVE-2024-0001').name, 'NVD');
  assert.equal(homeOf('GHSA-35jh-r3h4-6jhm').name, 'GitHub');
  assert.equal(homeOf('"><script>').url, undefined);
});

test('numbers as people write them', () => {
  assert.equal(count(1, 'finding'), '1 finding');
  assert.equal(count(1234567, 'record'), '1,234,567 records');
  assert.deepEqual([0.9999, 0.944, 0.031, 0.0002, 0, 1].map(percent), [
    '99.9%',
    '94%',
    '3.1%',
    '<0.1%',
    '<0.1%',
    '100%',
  ]);
});

test('data that its publisher does not date is of unknown date, whatever its file or copy', () => {
  const [date, now] = ['2024-05-01T00:00:00Z', '2024-05-03T00:00:00Z'];
  for (const [dated, text] of [
    ['publisher', '2 days old'],
    ['server', '2 days old'],
    ['file', 'date unknown, its file is 2 days old'],
    ['fetch', 'date unknown, its copy is 2 days old'],
  ] as const)
    assert.equal(dataAgeText({ date, dated }, now), text);
});
