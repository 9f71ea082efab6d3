import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { type Assessment, assessmentStates, isKept, stateOf } from './assessment.ts';
import type { Check } from './check.ts';
import { type FailedAssessment, findingOfCheck } from './check-finding.ts';

const exception = { by: 'me', reason: 'later', until: '2027-01-01' };

test('what is certain comes first, and nothing passes while something is open', () => {
  for (const [fails, open, excepted, expected] of [
    [false, false, false, 'pass'],
    [false, false, true, 'excepted'],
    [false, true, false, 'not-assessed'],
    [false, true, true, 'not-assessed'],
    [true, false, false, 'fail'],
    [true, true, false, 'fail'],
    [true, false, true, 'fail'],
  ] as const)
    assert.equal(stateOf(fails, open, excepted), expected);
});

test('only what is as it should be, about nothing or set aside stands in nobody’s way', () => {
  assert.deepEqual(
    assessmentStates.filter((state) => isKept({ state })),
    ['pass', 'not-applicable', 'excepted'],
  );
});

const check: Check<string> = {
  id: 'example/door-open',
  title: 'An open door',
  why: 'Anybody can come in.',
  severity: 'high',
  remedy: 'Close it.',
  references: ['https://example.com/doors'],
  aliases: ['EX1'],
  violating: ['open'],
  clean: ['closed'],
};
const assessment: Assessment = { check: check.id, state: 'fail', message: 'it is open', evidence: [] };
const failed = assessment as FailedAssessment;
const at = {
  subject: { kind: 'host', name: 'node1' },
  location: { kind: 'whole' },
  identity: ['front'],
} as const;

test('a check that is not kept is a finding in the words of its handbook', () => {
  const finding = findingOfCheck(check, failed, at);
  assert.deepEqual(
    [finding.kind, finding.id, finding.title, finding.details, finding.severity, finding.fix.advice],
    ['misconfiguration', check.id, check.title, check.why, 'high', 'Close it.'],
  );
  assert.deepEqual([finding.aliases, finding.references], [check.aliases, check.references]);
  assert.deepEqual(finding.risk, {
    score: 35,
    factors: [{ name: 'severity', effect: '35', why: 'high in the catalogue' }],
  });
  assert.equal(finding.suppression, undefined);
});

test('what is excepted is a finding that is set aside; what differs here is taken from here', () => {
  const excepted = findingOfCheck(check, { ...failed, state: 'excepted', exception, remedy: 'Lock it.' }, at);
  assert.equal(excepted.suppression, exception);
  assert.equal(excepted.fix.advice, 'Lock it.');
  const worse = findingOfCheck(check, failed, { ...at, severity: 'critical', kind: 'policy' });
  assert.deepEqual([worse.kind, worse.severity, worse.risk.score], ['policy', 'critical', 60]);
  const same = findingOfCheck(check, { ...failed, message: 'said otherwise' }, at).fingerprint;
  assert.equal(findingOfCheck(check, failed, at).fingerprint, same);
  assert.notEqual(findingOfCheck(check, failed, { ...at, identity: ['back'] }).fingerprint, same);
});
