import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  emptyCoverage,
  type Finding,
  fingerprint,
  type Package,
  type Report,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import { diffReports, isSame } from './diff-reports.ts';

const packageOf = (name: string, version: string, path = 'lib/db'): Package => ({
  id: `${name}@${version}#${path}`,
  name,
  version,
  purl: `pkg:npm/%40scope/${name}@${version}?a=b`,
  type: 'npm',
  versionOrder: 'semver',
  licences: [],
  path,
  paths: [path],
  files: [],
  foundBy: 'npm',
});

const findingOf = (id: string, more: Partial<VulnerabilityFinding> = {}): VulnerabilityFinding => ({
  kind: 'vulnerability',
  subject: { kind: 'files', name: '/', content: 'directory', path: '/' },
  id,
  aliases: [],
  title: id,
  severity: 'high',
  severitySource: 'x',
  cvss: [],
  exploitation: {},
  location: { kind: 'file', path: 'lib/db' },
  evidence: [],
  fix: { state: 'unfixed', advice: '' },
  risk: { score: 50, factors: [] },
  references: [],
  fingerprint: fingerprint('vulnerability', id),
  ...more,
});

const reportOf = (packages: readonly Package[], findings: readonly Finding[]): Report => ({
  schemaVersion: '2.0',
  tool: { name: 'seaworthy', version: '1' },
  created: '2026-01-01T00:00:00.000Z',
  subject: { kind: 'files', name: '/', content: 'directory', path: '/' },
  layers: [],
  packages,
  findings,
  coverage: emptyCoverage,
});

/** Two reports by their packages and findings, and what is said of them in short. */
const cases: [string, [Package[], Finding[]], [Package[], Finding[]], Record<string, unknown>][] = [
  ['nothing changed', [[packageOf('a', '1')], [findingOf('X')]], [[packageOf('a', '1')], [findingOf('X')]], {}],
  ['a finding appeared', [[], []], [[], [findingOf('X')]], { appeared: ['X'] }],
  ['a finding is gone', [[], [findingOf('X'), findingOf('Y')]], [[], [findingOf('Y')]], { gone: ['X'] }],
  [
    'severity, risk and fix',
    [[], [findingOf('X')]],
    [
      [],
      [
        findingOf('X', {
          severity: 'critical',
          risk: { score: 81.26, factors: [] },
          fix: { state: 'fixed', versions: ['1.2', '2.1'], advice: '' },
        }),
      ],
    ],
    { changed: ['severity high → critical', 'fix unfixed → fixed in 1.2, 2.1', 'risk 50.0 → 81.3'] },
  ],
  [
    'a risk that differs by less than is shown',
    [[], [findingOf('X')]],
    [[], [findingOf('X', { risk: { score: 50.01, factors: [] } })]],
    {},
  ],
  [
    'exploited now, and set aside',
    [[], [findingOf('X')]],
    [
      [],
      [
        findingOf('X', {
          exploitation: { known: { added: '2026-02-01', ransomware: false } },
          suppression: { by: 'me', reason: 'test' },
        }),
      ],
    ],
    { changed: ['exploited not known → since 2026-02-01', 'suppression none → me: test'] },
  ],
  ['a package updated', [[packageOf('a', '1')], []], [[packageOf('a', '2')], []], { updated: ['a 1 → 2'] }],
  ['a package moved', [[packageOf('a', '1', 'x')], []], [[packageOf('a', '1', 'y')], []], {}],
  [
    'packages added and removed',
    [[packageOf('a', '1'), packageOf('b', '1')], []],
    [[packageOf('b', '1'), packageOf('c', '1')], []],
    { added: ['c'], removed: ['a'] },
  ],
  [
    'one of two copies updated',
    [[packageOf('a', '1', 'x'), packageOf('a', '1', 'y')], []],
    [[packageOf('a', '1', 'y'), packageOf('a', '2', 'x')], []],
    { updated: ['a 1 → 2'] },
  ],
  [
    'one of two copies removed',
    [[packageOf('a', '1', 'x'), packageOf('a', '2', 'y')], []],
    [[packageOf('a', '2', 'y')], []],
    { removed: ['a'] },
  ],
];

function inShort(a: Report, b: Report): Record<string, unknown> {
  const { findings, packages } = diffReports(a, b);
  const said = {
    appeared: findings.appeared.map(({ id }) => id),
    gone: findings.gone.map(({ id }) => id),
    changed: findings.changed.flatMap(({ changes }) =>
      changes.map(({ aspect, from, to }) => `${aspect} ${from} → ${to}`),
    ),
    added: packages.added.map(({ name }) => name),
    removed: packages.removed.map(({ name }) => name),
    updated: packages.changed.map(({ before, after }) => `${after.name} ${before.version} → ${after.version}`),
  };
  return Object.fromEntries(Object.entries(said).filter(([, list]) => list.length > 0));
}

for (const [title, before, after, expected] of cases) {
  test(`difference of two reports: ${title}`, () => {
    const [a, b] = [reportOf(...before), reportOf(...after)];
    assert.deepEqual(inShort(a, b), expected);
    assert.equal(isSame(diffReports(a, b)), Object.keys(expected).length === 0);
  });
}

test('every package and finding of both reports is accounted for once, and the other way round says the same', () => {
  const packages = fc.array(
    fc
      .record({
        name: fc.constantFrom('a', 'b'),
        version: fc.constantFrom('1', '2', ''),
        path: fc.constantFrom('x', 'y'),
      })
      .map(({ name, version, path }) => packageOf(name, version, path)),
    { maxLength: 8 },
  );
  const findings = fc.array(
    fc
      .record({
        id: fc.constantFrom('X', 'Y'),
        path: fc.constantFrom('x', 'y'),
        severity: fc.constantFrom('low', 'high'),
      })
      .map(({ id, path, severity }) =>
        findingOf(id, { location: { kind: 'file', path }, severity: severity as Finding['severity'] }),
      ),
    { maxLength: 6 },
  );
  const report = fc.tuple(packages, findings).map((parts) => reportOf(...parts));
  fc.assert(
    fc.property(report, report, (a, b) => {
      const there = diffReports(a, b);
      const back = diffReports(b, a);
      const { findings: f, packages: p } = there;
      assert.equal(f.unchanged + f.changed.length + f.gone.length, a.findings.length);
      assert.equal(f.unchanged + f.changed.length + f.appeared.length, b.findings.length);
      assert.equal(p.unchanged + p.changed.length + p.removed.length, a.packages.length);
      assert.equal(p.unchanged + p.changed.length + p.added.length, b.packages.length);
      assert.deepEqual([f.appeared, f.gone], [back.findings.gone, back.findings.appeared]);
      assert.deepEqual([p.added, p.removed], [back.packages.removed, back.packages.added]);
      assert.ok(isSame(diffReports(a, a)));
    }),
  );
});
