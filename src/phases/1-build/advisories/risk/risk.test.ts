import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { severities, type VersionFix } from '../../../../core/index.ts';
import { riskFactors, riskOf } from './risk.ts';
import type { RiskFactorRule, RiskFacts } from './rule.ts';

const plain: RiskFacts = {
  severity: 'high',
  severitySource: 'tests',
  cvss: [],
  exploitation: {},
  fix: { state: 'fixed' },
  package: { type: 'deb', name: 'openssl', files: [] },
  undecided: false,
  doubts: [],
};

const known = { added: '2025-01-01', ransomware: false };
const rated = (score: number) => [{ vector: 'CVSS:3.1/', score, source: 'NVD' }];
const epss = (probability: number) => ({ epss: { probability, percentile: probability } });

const someFacts: fc.Arbitrary<RiskFacts> = fc
  .record({
    severity: fc.constantFrom(...severities),
    score: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
    probability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    listed: fc.boolean(),
    ransomware: fc.boolean(),
    state: fc.constantFrom<VersionFix['state']>('fixed', 'unfixed', 'wont-fix', 'end-of-life', 'unknown'),
    name: fc.constantFrom('openssl', 'linux-libc-dev'),
    ended: fc.boolean(),
    undecided: fc.boolean(),
    doubts: fc.constantFrom<readonly string[]>([], ['so']),
  })
  .map((some) => ({
    ...plain,
    severity: some.severity,
    cvss: some.score === null ? [] : rated(some.score),
    exploitation: {
      ...(some.listed ? { known: { ...known, ransomware: some.ransomware } } : {}),
      ...(some.probability === null ? {} : epss(some.probability)),
    },
    fix: { state: some.state },
    package: { ...plain.package, name: some.name },
    undecided: some.undecided,
    doubts: some.doubts,
    ...(some.ended ? { pastEndOfLife: { name: 'Alpine 3.12', date: '2022-05-01' } } : {}),
  }));

test('a risk is between 0 and 100 and every factor of it says why', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { score, factors } = riskOf(facts);
      assert.ok(score >= 0 && score <= 100);
      for (const { effect, why } of factors) {
        assert.match(effect, /^× \d/);
        assert.ok(why.length > 0);
      }
    }),
  );
});

test('a higher EPSS probability never lowers the risk', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(someFacts, probability, probability, (facts, a, b) => {
      const at = (value: number) => riskOf({ ...facts, exploitation: { ...facts.exploitation, ...epss(value) } }).score;
      assert.ok(at(Math.max(a, b)) >= at(Math.min(a, b)));
    }),
  );
});

test('being listed as exploited never lowers the risk, nor does ransomware', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { known: _, ...rest } = facts.exploitation;
      const none = riskOf({ ...facts, exploitation: rest }).score;
      const listed = riskOf({ ...facts, exploitation: { ...rest, known } }).score;
      const ransomware = riskOf({ ...facts, exploitation: { ...rest, known: { ...known, ransomware: true } } }).score;
      assert.ok(listed >= none && ransomware >= listed);
    }),
  );
});

test('a worse severity never lowers the risk, whatever the CVSS score says', () => {
  const given = severities.filter((severity) => severity !== 'unknown');
  fc.assert(
    fc.property(someFacts, fc.nat(given.length - 1), fc.nat(given.length - 1), (facts, a, b) => {
      const at = (index: number) => riskOf({ ...facts, severity: given[index] ?? 'low' }).score;
      assert.ok(at(Math.max(a, b)) >= at(Math.min(a, b)));
    }),
  );
});

test('a higher CVSS score never lowers the risk', () => {
  const score = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(someFacts, score, score, (facts, a, b) => {
      const at = (value: number) => riskOf({ ...facts, cvss: rated(value) }).score;
      assert.ok(at(Math.max(a, b)) >= at(Math.min(a, b)));
    }),
  );
});

test('exploited and critical comes first, the likely next, the merely critical behind', () => {
  const line: readonly RiskFacts[] = [
    { ...plain, severity: 'critical', cvss: rated(9.8), exploitation: { known: { ...known, ransomware: true } } },
    { ...plain, severity: 'critical', cvss: rated(9.8), exploitation: { known } },
    { ...plain, severity: 'critical', cvss: rated(9.8), exploitation: epss(0.94) },
    { ...plain, severity: 'high', exploitation: { known }, cvss: rated(7.5) },
    { ...plain, severity: 'medium', exploitation: epss(0.5) },
    { ...plain, severity: 'low', exploitation: { known } },
    { ...plain, severity: 'critical', exploitation: {} },
    { ...plain, severity: 'critical', exploitation: epss(0.0005) },
    { ...plain, severity: 'unknown', exploitation: {} },
    { ...plain, severity: 'low', exploitation: {} },
    { ...plain, severity: 'negligible', cvss: rated(9.8), exploitation: {} },
  ];
  const scores = line.map((facts) => riskOf(facts).score);
  const sorted = [...scores].sort((a, b) => b - a);
  assert.deepEqual([sorted[0], sorted[1]], [scores[0], scores[1]]);
  const expected: readonly number[] = [98, 95.1, 85.8, 72.8, 36.6, 24.3, 17.1, 11.2, 9, 4.5, 0.9];
  assert.deepEqual(scores, expected);
  assert.deepEqual(sorted, scores);
});

const modifiers: readonly { readonly name: string; readonly facts: Partial<RiskFacts>; readonly factor: string }[] = [
  { name: 'kernel headers', facts: { package: { ...plain.package, name: 'linux-libc-dev' } }, factor: 'code-free' },
  {
    name: 'only documentation, with folders listed',
    facts: {
      package: {
        type: 'deb',
        name: 'gcc-12-base',
        files: ['usr', 'usr/share', 'usr/share/doc', 'usr/share/doc/gcc-12-base/copyright'],
      },
    },
    factor: 'code-free',
  },
  { name: 'not decided', facts: { undecided: true }, factor: 'decided' },
  { name: 'doubtful comparison', facts: { doubts: ['odd version.'] }, factor: 'comparison' },
  { name: 'no fix', facts: { fix: { state: 'unfixed' } }, factor: 'fixability' },
];

for (const { name, facts, factor } of modifiers) {
  test(`lowered and said: ${name}`, () => {
    const risk = riskOf({ ...plain, ...facts });
    assert.ok(risk.score < riskOf(plain).score);
    assert.ok(risk.factors.some((one) => one.name === factor));
  });
}

test('a past end of life raises the risk and says since when', () => {
  const risk = riskOf({ ...plain, pastEndOfLife: { name: 'Alpine 3.12', date: '2022-05-01' } });
  assert.ok(risk.score > riskOf(plain).score);
  assert.match(risk.factors.find(({ name }) => name === 'end-of-life')?.why ?? '', /since 2022-05-01/);
});

test('a package with one program among its documentation is not free of code', () => {
  const files = ['usr/share/doc/x/copyright', 'usr/bin/x'];
  assert.equal(riskOf({ ...plain, package: { type: 'deb', name: 'x', files } }).score, riskOf(plain).score);
});

test('a further rule multiplies what the others found', () => {
  const unused: RiskFactorRule = {
    id: 'in-use',
    title: 'In use',
    weigh: () => ({ multiply: 0.2, why: 'never loaded' }),
  };
  const with5th = riskOf({ ...plain, exploitation: { known } }, [...riskFactors, unused]);
  assert.equal(with5th.score, 15.5);
  assert.deepEqual(with5th.factors.at(-1), { name: 'in-use', effect: '× 0.2', why: 'never loaded' });
});
