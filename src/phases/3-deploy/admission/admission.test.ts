import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Decision, SeaworthyError } from '../../../core/index.ts';
import { workloadName } from '../../../foundations/kubernetes/index.ts';
import { known, unknown } from '../gate/facts.ts';
import { judge } from '../gate/judge.ts';
import { facts, gateOf, now } from '../gate/testing/samples.ts';
import { planAdmission } from './plan.ts';
import { admissionResponse, admissionSkipped, admissionUndecided } from './response.ts';
import { readAdmissionReview } from './review.ts';
import { reviews } from './testing/reviews.ts';

const settings = { namespaces: { exclude: ['kube-system', 'seaworthy'] } };
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const plan = (value: unknown) => planAdmission(readAdmissionReview(bytes(value)), settings);

const plans: readonly [keyof typeof reviews, string][] = [
  ['podCreated', 'prod/Pod/web-6f7c9: r.example.com/web:1'],
  ['podDryRun', 'prod/Pod/web-6f7c9: r.example.com/web:1, not recorded'],
  ['podInKubeSystem', 'namespace kube-system is left alone'],
  ['podDeleted', 'DELETE starts no container'],
  ['podExec', 'CONNECT starts no container'],
  ['podLabelled', 'nothing changed that the gate looks at'],
  ['podImageChanged', 'prod/Pod/web-6f7c9: r.example.com/web:2'],
  ['podStatus', 'pods/status changes no container'],
  ['podDebugged', 'prod/Pod/web-6f7c9: r.example.com/web:1 busybox'],
  ['deploymentCreated', 'prod/Deployment/web: r.example.com/web:1'],
  ['deploymentScaled', 'nothing changed that the gate looks at'],
  ['deploymentScaleSubresource', 'deployments/scale changes no container'],
  ['serviceCreated', 'Service holds no pod that we know of'],
  ['namespaceCreated', 'Namespace holds no pod that we know of'],
];

for (const [name, expected] of plans) {
  test(`admission: ${name}: ${expected}`, () => {
    const answer = plan(reviews[name]);
    const text = answer.judge
      ? `${workloadName(answer.workload)}: ${answer.images.join(' ')}${answer.record ? '' : ', not recorded'}`
      : answer.why;
    assert.equal(text, expected);
  });
}

const podReview = reviews.podCreated as { readonly request: Record<string, unknown> };
const withRequest = (more: Record<string, unknown>) => ({ ...podReview, request: { ...podReview.request, ...more } });

test('admission: what the object says of its own kind and namespace does not count', () => {
  const object = { ...(podReview.request.object as object), kind: 'Service', apiVersion: 'x/v1' };
  const answer = plan(withRequest({ object: { ...object, metadata: { name: 'a', namespace: 'kube-system' } } }));
  assert.ok(answer.judge);
  assert.equal(workloadName(answer.workload), 'prod/Pod/web-6f7c9');
});

test('admission: an update without its former state, and a change of a security field, are judged', () => {
  const object = podReview.request.object as { readonly spec: object };
  assert.equal(plan(withRequest({ operation: 'UPDATE', object })).judge, true);
  const changed = { ...object, spec: { ...object.spec, hostNetwork: true } };
  assert.equal(plan(withRequest({ operation: 'UPDATE', object: changed, oldObject: object })).judge, true);
  const tolerating = { ...object, spec: { ...object.spec, tolerations: [] } };
  assert.equal(plan(withRequest({ operation: 'UPDATE', object: tolerating, oldObject: object })).judge, false);
  const annotations = { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' };
  const unconfined = { ...object, metadata: { annotations } };
  assert.equal(plan(withRequest({ operation: 'UPDATE', object: unconfined, oldObject: object })).judge, true);
});

const refused: readonly [string, unknown, string][] = [
  ['no JSON', '{', 'E_FORMAT'],
  ['a list', [], 'E_FORMAT'],
  ['another kind', { apiVersion: 'v1', kind: 'Pod' }, 'E_FORMAT'],
  ['an older version', { ...podReview, apiVersion: 'admission.k8s.io/v1beta1' }, 'E_FORMAT'],
  ['no request', { ...podReview, request: null }, 'E_FORMAT'],
  ['no uid', withRequest({ uid: undefined }), 'E_FORMAT'],
  ['a uid that is a number', withRequest({ uid: 7 }), 'E_FORMAT'],
  ['a uid without end', withRequest({ uid: 'u'.repeat(5_000) }), 'E_LIMIT'],
  ['an operation that is none', withRequest({ operation: 'PATCH' }), 'E_FORMAT'],
  ['a kind that is a text', withRequest({ kind: 'Pod' }), 'E_FORMAT'],
  ['too deep', `{"a":${'['.repeat(200)}`, 'E_LIMIT'],
  ['too many values', JSON.stringify({ ...podReview, more: Array(600_000).fill(0) }), 'E_LIMIT'],
  ['too large', JSON.stringify({ ...podReview, more: 'x'.repeat(9 * 1024 * 1024) }), 'E_LIMIT'],
];

for (const [name, value, code] of refused) {
  test(`admission: refused: ${name}`, () => {
    assert.throws(
      () => readAdmissionReview(bytes(value)),
      (error: unknown) => error instanceof SeaworthyError && error.code === code,
    );
  });
}

test('admission: whatever the object, there is a plan', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(
        fc.constantFrom('spec', 'metadata', 'containers', 'annotations', 'image', '__proto__'),
        tie('tree'),
        { maxKeys: 4 },
      ),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, tree, fc.constantFrom('CREATE', 'UPDATE'), (object, oldObject, operation) => {
      const answer = plan(withRequest({ operation, object, oldObject }));
      assert.equal(typeof answer.judge, 'boolean');
    }),
    { numRuns: 300 },
  );
});

const request = readAdmissionReview(bytes(reviews.podCreated));
const decide = async (rules: readonly string[], top = '', given = facts()): Promise<Decision> =>
  judge(await gateOf(rules, top), given, now);

test('admission: the answer to an allowed request', async () => {
  const answer = admissionResponse(request, await decide(['{ id: fresh, scanned: { maxAge: 24h } }']), 'production');
  const { auditAnnotations, ...rest } = answer.response;
  assert.deepEqual(rest, { uid: '705ab4f5-6393-11e8-b7cc-42010a800002', allowed: true });
  assert.deepEqual([auditAnnotations.decision, auditAnnotations.rules], ['allowed', 'fresh=pass']);
  assert.match(auditAnnotations['policy-digest'] ?? '', /^sha256:/);
  assert.deepEqual([answer.apiVersion, answer.kind], ['admission.k8s.io/v1', 'AdmissionReview']);
});

test('admission: a refusal says which rule, why, and what would help; warnings come along', async () => {
  const rules = [
    '{ id: fresh, scanned: { maxAge: 24h } }',
    '{ id: other, mode: warn, scanned: {} }',
    '{ id: open, unknown: allow, signedBy: [{ issuer: https://i.example.com, subject: a@example.com }] }',
  ];
  const given = facts({ scan: known(null), signatures: unknown('the registry could not be asked') });
  const { response } = admissionResponse(request, await decide(rules, '', given), 'production');
  assert.equal(response.allowed, false);
  assert.deepEqual([response.status?.code, response.status?.reason], [403, 'Forbidden']);
  assert.match(
    response.status?.message ?? '',
    /^seaworthy gate production refuses it: \[fresh\] registry.*never scanned\. Scan it: seaworthy scan IMAGE\.$/,
  );
  assert.equal(response.warnings?.length, 2);
  assert.equal(response.auditAnnotations.rules, 'fresh=fail other=fail(warn) open=not-assessed');
});

test('admission: texts are bounded and cannot forge lines', () => {
  const results = Array.from({ length: 40 }, (_, i) => ({
    check: `r${i}`,
    rule: `r${i}`,
    state: 'fail' as const,
    action: 'enforce' as const,
    message: `m\n${'x'.repeat(5_000)}`,
    evidence: [],
  }));
  const decision: Decision = {
    subject: { kind: 'workload', name: 'w' },
    allowed: false,
    results,
    warnings: results.map(({ message }) => message),
    patches: [],
    inputsDigest: `sha256:${'0'.repeat(64)}`,
    policyDigest: `sha256:${'1'.repeat(64)}`,
  };
  const { response } = admissionResponse(request, decision, 'g');
  assert.ok((response.status?.message.length ?? 0) <= 4_000);
  assert.ok((response.warnings ?? []).length <= 12 && (response.warnings ?? []).every((line) => line.length <= 250));
  assert.doesNotMatch(JSON.stringify(response), /\\n/);
});

test('admission: what is not judged, and what could not be', () => {
  assert.equal(admissionSkipped(request, 'left alone').response.allowed, true);
  const open = admissionUndecided(request, true, 'no time left').response;
  assert.deepEqual([open.allowed, open.warnings?.length], [true, 1]);
  const closed = admissionUndecided(request, false, 'no time left').response;
  assert.deepEqual([closed.allowed, closed.status?.code], [false, 500]);
});
