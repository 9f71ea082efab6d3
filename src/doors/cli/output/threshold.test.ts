import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { otherFinding, sampleFinding } from '../../../../lab/fixtures/index.ts';
import {
  type Basis,
  type Finding,
  kindsNotLookedFor,
  openFacts,
  parseConditions,
  type Standing,
  severities,
  standing,
  type VulnerabilityFinding,
} from '../../../core/index.ts';

const now = new Date('2026-01-02T00:00:00Z');
const fixed = { state: 'fixed', versions: ['2'], advice: 'Update.' } as const;
const known = { known: { added: '2025-01-01', ransomware: false } };

const kev = {
  id: 'kev',
  title: 'KEV',
  date: '',
  fetched: '',
  records: 1,
  digest: `sha256:${'0'.repeat(64)}`,
  origin: '',
  tells: 'exploited',
} as const;
const basis: Basis = { lookedFor: ['vulnerability', 'secret'], sources: [kev] };
const blind: Basis = { ...basis, sources: [] };
const scored = (probability: number) => ({ exploitation: { epss: { probability, percentile: 0.9 } } });
const rated = (...scores: readonly number[]) => ({
  cvss: scores.map((score) => ({ vector: '', score, source: 'a' })),
});
const wontFix = { state: 'wont-fix', advice: '' } as const;
const undecided = { state: 'unknown', advice: '' } as const;

type OtherKind = 'secret' | 'misconfiguration';

/** What a finding is, a flaw or of another kind, and how it stands: every condition with its fact there, not there, and not known. */
const cases: readonly (readonly [string, Partial<VulnerabilityFinding> | OtherKind, Standing, Basis?])[] = [
  ['severity>=high', { severity: 'high' }, 'meets'],
  ['severity>=high', { severity: 'critical' }, 'meets'],
  ['severity>=high', { severity: 'medium' }, 'none'],
  ['severity>high', { severity: 'high' }, 'none'],
  ['severity=low', { severity: 'low' }, 'meets'],
  ['severity<=low', { severity: 'negligible' }, 'meets'],
  ['severity<low', { severity: 'low' }, 'none'],
  ['high', { severity: 'critical' }, 'meets'],
  ['high', { severity: 'low' }, 'none'],
  ['low', { severity: 'unknown' }, 'open'],
  ['!high', { severity: 'unknown' }, 'open'],
  ['severity>=negligible', { severity: 'unknown' }, 'open'],
  ['severity<=critical', { severity: 'unknown' }, 'open'],
  ['severity=unknown', { severity: 'unknown' }, 'meets'],
  ['unknown', { severity: 'unknown' }, 'meets'],
  ['unknown', { severity: 'low' }, 'none'],
  ['!unknown', { severity: 'unknown' }, 'none'],
  ['high,!unknown', { severity: 'unknown' }, 'none'],
  ['high,!unknown', { severity: 'high' }, 'meets'],
  ['fixable', { fix: fixed }, 'meets'],
  ['fixable', {}, 'none'],
  ['fixable', { fix: wontFix }, 'none'],
  ['fixable', { fix: undecided }, 'open'],
  ['!fixable', {}, 'meets'],
  ['!fixable', { fix: undecided }, 'open'],
  ['fixable=unknown', { fix: undecided }, 'meets'],
  ['fixable,!fixable=unknown', { fix: undecided }, 'none'],
  // What can be rotated or changed has no version without it.
  ['fixable', 'secret', 'none'],
  ['high,fixable', 'secret', 'none'],
  ['fixable', 'misconfiguration', 'none'],
  ['!fixable', 'misconfiguration', 'meets'],
  ['fixable=unknown', 'secret', 'none'],
  ['exploited', { exploitation: known }, 'meets'],
  ['exploited', { exploitation: known }, 'meets', blind],
  ['exploited', {}, 'none'],
  ['exploited', {}, 'open', blind],
  ['!exploited', {}, 'open', blind],
  ['exploited', 'secret', 'none', blind],
  ['exploited=unknown', {}, 'meets', blind],
  ['exploited=unknown', {}, 'none'],
  ['high,fixable', { fix: fixed }, 'meets'],
  ['high,fixable', {}, 'none'],
  ['high,fixable', { fix: fixed, severity: 'unknown' }, 'open'],
  ['high,fixable', { severity: 'unknown' }, 'none'],
  ['high , fixable', { fix: fixed, severity: 'low' }, 'none'],
  ['high,exploited', { severity: 'low' }, 'none', blind],
  ['epss>=0.5', scored(0.5), 'meets'],
  ['epss>0.5', scored(0.5), 'none'],
  ['epss<0.5', {}, 'open'],
  ['epss>=0.5', {}, 'open'],
  ['epss>=0.5', 'secret', 'none'],
  ['epss>=0.5,!epss=unknown', {}, 'none'],
  ['epss=unknown', 'secret', 'none'],
  ['cvss>=9', rated(3, 9.8), 'meets'],
  ['cvss>=9', rated(3), 'none'],
  ['cvss<9', {}, 'open'],
  ['cvss=unknown', {}, 'meets'],
  ['risk>=50', {}, 'meets'],
  ['risk>50', {}, 'none'],
  ['reachable', { reach: { state: 'reachable', functions: ['a.F'] } }, 'meets'],
  ['reachable', { reach: { state: 'present', functions: ['a.F'] } }, 'open'],
  ['!reachable', { reach: { state: 'present', functions: ['a.F'] } }, 'open'],
  ['reachable', { reach: { state: 'absent', functions: ['a.F'] } }, 'none'],
  ['!reachable', { reach: { state: 'absent', functions: ['a.F'] } }, 'meets'],
  ['reachable', {}, 'open'],
  ['reachable=unknown', {}, 'meets'],
  ['reachable', 'secret', 'none'],
  ['in-use', { usage: { state: 'in-use', as: 'exec', last: '2026-01-01T00:00:00Z' } }, 'meets'],
  ['in-use', { usage: { state: 'not-seen', observedFor: 1, limits: [] } }, 'open'],
  ['in-use', {}, 'open'],
  ['in-use=unknown', {}, 'meets'],
  ['high,in-use,!in-use=unknown', { severity: 'high' }, 'none'],
  ['high,in-use', { severity: 'low' }, 'none'],
  ['older-than=14d', { published: '2025-12-18T00:00:00Z' }, 'meets'],
  ['older-than=14d', { published: '2025-12-25T00:00:00Z' }, 'none'],
  ['older-than=336h', { published: '2025-12-18T00:00:00Z' }, 'meets'],
  ['!older-than=14d', { published: '2025-12-25T00:00:00Z' }, 'meets'],
  ['older-than=14d', {}, 'open'],
  ['older-than=14d', { published: 'once' }, 'open'],
  ['older-than=14d', { published: '2027-01-01T00:00:00Z' }, 'open'],
  ['older-than=unknown', {}, 'meets'],
  ['older-than=unknown', { published: '2025-12-18T00:00:00Z' }, 'none'],
  ['high,fixable,older-than=14d', { fix: fixed, published: '2025-01-01T00:00:00Z' }, 'meets'],
  ['high,fixable,older-than=14d', { published: '2025-01-01T00:00:00Z' }, 'none'],
  ['older-than=14d', 'secret', 'none'],
  ['!older-than=14d', 'secret', 'meets'],
  ['new', {}, 'open'],
  ['new', {}, 'meets', { ...basis, baseline: new Set(['other']) }],
  ['new', { fingerprint: 'known' }, 'none', { ...basis, baseline: new Set(['known']) }],
  ['!new', { fingerprint: 'known' }, 'meets', { ...basis, baseline: new Set(['known']) }],
  ['high,new', { severity: 'low' }, 'none'],
  ['new', 'secret', 'meets', { ...basis, baseline: new Set() }],
  ['kind=secret', 'secret', 'meets'],
  ['kind=secret', {}, 'none'],
  ['kind=secret,high', { severity: 'unknown' }, 'none'],
  ['high', { suppression: { by: 'me', reason: 'not reachable' } }, 'none'],
  ['high', { suppression: { by: 'me', reason: 'later', until: '2026-01-02' } }, 'none'],
  ['high', { suppression: { by: 'me', reason: 'later', until: '2026-01-01' } }, 'meets'],
  ['high', { severity: 'unknown', suppression: { by: 'me', reason: 'not reachable' } }, 'none'],
];

const stands = (finding: Finding, texts: readonly string[], on = basis): Standing =>
  standing(finding, texts.map(parseConditions), on, now);

for (const [text, over, expected, on = basis] of cases) {
  const known =
    typeof over === 'string'
      ? [over]
      : Object.entries(over).map(([name, value]) => `${name} ${typeof value === 'string' ? value : 'set'}`);
  test(`--fail-on ${text}: ${known.join(', ') || 'as it is'}${on === blind ? ', no data' : ''}: ${expected}`, () => {
    const finding = typeof over === 'string' ? otherFinding({ kind: over }) : sampleFinding(over);
    assert.equal(stands(finding, [text], on), expected);
  });
}

test('meeting one of several lists is enough, and no list is never broken', () => {
  assert.equal(stands(sampleFinding({ fix: fixed }), ['critical', 'fixable']), 'meets');
  assert.equal(stands(sampleFinding({ fix: fixed, severity: 'unknown' }), ['critical', 'fixable']), 'meets');
  assert.equal(stands(sampleFinding({ severity: 'unknown' }), ['critical', 'fixable']), 'open');
  assert.equal(stands(sampleFinding(), ['critical', 'fixable']), 'none');
  assert.equal(stands(sampleFinding(), []), 'none');
});

test('what is not known is named as conditions name it, and kinds that nobody looked for', () => {
  const lists = ['high', 'epss>=0.5,exploited'].map(parseConditions);
  const bare = sampleFinding({ severity: 'unknown' });
  assert.deepEqual(openFacts([bare], lists, blind, now), ['epss', 'exploited', 'severity']);
  assert.deepEqual(openFacts([bare], lists, basis, now), ['severity'], 'it is on no list: the score does not matter');
  const asked = ['kind=secret,high', '!kind=licence', 'kind=vulnerability'].map(parseConditions);
  assert.deepEqual(kindsNotLookedFor(asked, { ...basis, lookedFor: ['vulnerability'] }), ['secret']);
  assert.deepEqual(kindsNotLookedFor(asked, basis), []);
  const fixable = ['high,fixable', '!fixable'].map(parseConditions);
  const linted: Basis = { ...basis, lookedFor: ['misconfiguration'] };
  assert.deepEqual(kindsNotLookedFor(fixable, linted), ['vulnerability'], 'only flaws have fixed versions');
  assert.deepEqual(kindsNotLookedFor(fixable.slice(1), linted), []);
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
    'older-than',
    'older-than>=14d',
    'older-than=14',
    'older-than=0d',
    'new=1',
    'high,',
    'constructor>=1',
    'toString',
    '__proto__',
    'severity>unknown',
    'epss>unknown',
    'kind=unknown',
    'constructor=unknown',
    '!',
    'epss>=-1',
    'epss>=1e9',
    'in-use>=1',
    'in-use=true',
    'in--use',
    'inUse',
    'unjudged=unknown',
  ]) {
    assert.throws(() => parseConditions(text), /conditions such as/, text);
  }
  assert.throws(() => parseConditions('high,!in-use'), /in-use without !/);
  for (const text of [
    'kind=secret,fixable',
    'kind=secret,exploited',
    'high,fixable,kind=misconfiguration',
    'kind=secret,kind=vulnerability',
  ]) {
    assert.throws(() => parseConditions(text), /exclude each other/, text);
  }
  for (const [text, why] of [
    ['exploited,!exploited', /exploited and !exploited exclude each other/],
    ['risk>100', /nothing can meet risk>100/],
    ['epss>1', /nothing can meet epss>1/],
    ['cvss>10', /nothing can meet cvss>10/],
    ['epss<0', /nothing can meet epss<0/],
    ['!risk<=100', /!risk<=100/],
    ['severity>critical', /nothing can meet severity>critical/],
    ['severity<negligible', /severity<negligible/],
    ['critical,severity<high', /critical and severity<high exclude each other/],
    ['high,unknown', /high and unknown exclude each other/],
    ['cvss>=7,cvss<7', /exclude each other/],
    ['cvss=7,cvss=7.5', /exclude each other/],
    ['cvss>7,cvss<=7', /exclude each other/],
    ['risk>=50,high,risk<50', /risk>=50 and risk<50 exclude each other/],
    ['fixable=unknown,fixable', /exclude each other/],
    ['older-than=14d,!older-than=14d', /exclude each other/],
    ['older-than=14d,!older-than=7d', /exclude each other/],
    ['older-than=14d,older-than=unknown', /exclude each other/],
    ['kind=secret,older-than=1d', /exclude each other/],
    ['new,!new', /exclude each other/],
    ['kind=secret,epss=unknown', /exclude each other/],
    ['kind=secret,!kind=secret', /exclude each other/],
    ['unjudged,!unjudged', /exclude each other/],
    ['unjudged,kind=secret', /exclude each other/],
    ['in-use,in-use=unknown', /exclude each other/],
  ] as const) {
    assert.throws(() => parseConditions(text), why, text);
  }
  for (const text of [
    'risk>=100',
    'epss>=1',
    'epss>0.999999',
    'cvss=10',
    'epss=0',
    'risk<=0',
    'cvss>7,cvss<7.1',
    'cvss>=7,cvss<=7',
    'critical,!severity<high',
    'high,!unknown',
    'unknown,!epss=unknown',
    'severity>=low,severity<=low',
    'exploited,!fixable',
    '!exploited,!fixable,!epss>0.5',
    '!kind=secret,!kind=licence',
    'kind=secret,!exploited,!epss=unknown',
    'in-use,high,fixable',
    '!in-use=unknown',
    'unjudged',
    '!unjudged',
    'high,unjudged',
    'high,!unjudged',
    'kind=vulnerability,unjudged',
  ]) {
    assert.doesNotThrow(() => parseConditions(text), text);
  }
  assert.equal(parseConditions('kind=vulnerability,fixable').length, 2);
  assert.equal(parseConditions('kind=secret,!fixable').length, 2);
});

test('severity conditions agree with the order of severities', () => {
  const words = severities.filter((word) => word !== 'unknown');
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.constantFrom(...words), (actual, limit) => {
      const met = stands(sampleFinding({ severity: actual }), [`severity>=${limit}`]) === 'meets';
      assert.equal(met, severities.indexOf(actual) >= severities.indexOf(limit));
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
