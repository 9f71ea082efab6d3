import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type Finding, severities } from '../../../core/index.ts';
import { sampleFinding } from '../testing/fake-host.ts';
import { breaking, parseConditions } from './threshold.ts';

const now = new Date('2026-01-02T00:00:00Z');
const fixed = { state: 'fixed', versions: ['2'], advice: 'Update.' } as const;
const known = { known: { added: '2025-01-01', ransomware: false } };

const cases: readonly (readonly [string, Partial<Finding>, boolean])[] = [
  ['severity>=high', { severity: 'high' }, true],
  ['severity>=high', { severity: 'critical' }, true],
  ['severity>=high', { severity: 'medium' }, false],
  ['severity>high', { severity: 'high' }, false],
  ['severity=low', { severity: 'low' }, true],
  ['severity<=low', { severity: 'negligible' }, true],
  ['severity<low', { severity: 'low' }, false],
  ['high', { severity: 'critical' }, true],
  ['high', { severity: 'low' }, false],
  ['severity>=negligible', { severity: 'unknown' }, false],
  ['severity<=critical', { severity: 'unknown' }, false],
  ['severity=unknown', { severity: 'unknown' }, true],
  ['fixable', { fix: fixed }, true],
  ['fixable', {}, false],
  ['!fixable', {}, true],
  ['exploited', { exploitation: known }, true],
  ['exploited', {}, false],
  ['high,fixable', { fix: fixed }, true],
  ['high,fixable', {}, false],
  ['high , fixable', { fix: fixed, severity: 'low' }, false],
  ['epss>=0.5', { exploitation: { epss: { probability: 0.5, percentile: 0.9 } } }, true],
  ['epss>0.5', { exploitation: { epss: { probability: 0.5, percentile: 0.9 } } }, false],
  ['epss<0.5', {}, false],
  [
    'cvss>=9',
    {
      cvss: [
        { vector: '', score: 3, source: 'a' },
        { vector: '', score: 9.8, source: 'b' },
      ],
    },
    true,
  ],
  ['cvss<9', {}, false],
  ['risk>=50', {}, true],
  ['risk>50', {}, false],
  ['kind=secret', { kind: 'secret' }, true],
  ['kind=secret', {}, false],
  ['high', { suppression: { by: 'me', reason: 'not reachable' } }, false],
  ['high', { suppression: { by: 'me', reason: 'later', until: '2026-01-02' } }, false],
  ['high', { suppression: { by: 'me', reason: 'later', until: '2026-01-01' } }, true],
];

test('a threshold is broken by the findings that meet all its conditions', () => {
  for (const [text, over, expected] of cases) {
    const found = breaking([sampleFinding(over)], [parseConditions(text)], now);
    assert.equal(found.length === 1, expected, `${text} on ${JSON.stringify(over)}`);
  }
});

test('meeting one of several lists is enough, and no list is never broken', () => {
  const lists = [parseConditions('critical'), parseConditions('fixable')];
  assert.equal(breaking([sampleFinding({ fix: fixed })], lists, now).length, 1);
  assert.equal(breaking([sampleFinding()], lists, now).length, 0);
  assert.equal(breaking([sampleFinding()], [], now).length, 0);
});

test('what is no condition is refused', () => {
  for (const text of [
    '',
    'hihg',
    'severity',
    'severity>=',
    'severity>=awful',
    'epss>=2',
    'risk>=101',
    'cvss>=11',
    'kind>=secret',
    'kind=x',
    'fixable=1',
    'high,',
    'constructor>=1',
    'toString',
    '__proto__',
    'severity>unknown',
    'epss>=-1',
    'epss>=1e9',
  ]) {
    assert.throws(() => parseConditions(text), /conditions such as/, text);
  }
});

test('severity conditions agree with the order of severities', () => {
  const words = severities.filter((word) => word !== 'unknown');
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.constantFrom(...words), (actual, limit) => {
      const broken = breaking([sampleFinding({ severity: actual })], [parseConditions(`severity>=${limit}`)], now);
      assert.equal(broken.length === 1, severities.indexOf(actual) >= severities.indexOf(limit));
    }),
  );
});

test('no text makes the reader of conditions fail in another way', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parseConditions(text);
      } catch (error) {
        assert.match(String(error), /conditions such as/);
      }
    }),
  );
});
