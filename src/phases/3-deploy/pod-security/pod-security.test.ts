import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { findingOfCheck } from '../../../core/index.ts';
import { podView } from '../../../foundations/kubernetes/index.ts';
import type { ControlExample } from './control.ts';
import { controls } from './controls/index.ts';
import { type ControlAssessment, judgePod, revisionAt } from './judge-pod.ts';
import { formatStandard, minorOf, newestKnownMinor, parseLevel, parseStandardVersion } from './standard.ts';

const judge = (example: ControlExample) =>
  judgePod(podView(example.pod), {
    level: example.level,
    version: example.version === 'latest' ? 'latest' : minorOf(example.version),
  });

test('controls: every file is in the list', () => {
  const files = readdirSync(`${import.meta.dirname}/controls`).filter((name) => name !== 'index.ts');
  assert.deepEqual(controls.map(({ name }) => `${name}.ts`).sort(), files.sort());
});

test('controls: each has an id of its own, and a text for everything', () => {
  assert.equal(new Set(controls.map(({ id }) => id)).size, controls.length);
  for (const control of controls) {
    assert.match(control.name, /^[a-z]+(?:-[a-z]+)*$/);
    assert.equal(control.id, `pod-security/${control.name}`);
    const named = control.revisions.map(({ check }) => check);
    assert.deepEqual([...control.aliases].sort(), [...new Set(named)].sort(), 'Kubernetes’ names for it');
    for (const text of [control.title, control.why, control.remedy, ...control.fields]) assert.ok(text.length > 5);
    assert.ok(control.revisions.length > 0 && control.violating.length > 0 && control.clean.length > 0, control.id);
  }
});

for (const control of controls) {
  test(`control ${control.id}: its violating examples break it, its clean ones do not`, () => {
    for (const example of control.violating) {
      const result = judge(example).find((candidate) => candidate.control === control);
      assert.equal(result?.state, 'fail', JSON.stringify(example));
      assert.ok(result.violations.every(({ path, observed, expected }) => path.length > 0 && observed && expected));
    }
    for (const example of control.clean) {
      const result = judge(example).find((candidate) => candidate.control === control);
      assert.equal(result?.state, 'pass', JSON.stringify(example));
    }
  });

  test(`control ${control.id}: its revisions are in order, and each level has an example that breaks it`, () => {
    for (const level of ['baseline', 'restricted'] as const) {
      const minors = control.revisions.filter((revision) => revision.level === level).map(({ from }) => minorOf(from));
      assert.deepEqual(
        minors,
        [...new Set(minors)].sort((a, b) => a - b),
      );
      if (minors.length > 0) {
        assert.ok(
          control.violating.some((example) => example.level === level),
          level,
        );
      }
    }
  });
}

test('restricted asks for everything that baseline asks for, at every version', () => {
  for (let version = 0; version <= newestKnownMinor; version++) {
    for (const control of controls) {
      if (revisionAt(control, { level: 'baseline', version }) !== undefined) {
        assert.notEqual(revisionAt(control, { level: 'restricted', version }), undefined, `${control.id} 1.${version}`);
      }
    }
  }
});

test('privileged asks for nothing; a version of the future is judged as the newest known', () => {
  const [example] = controls[2]?.violating ?? [];
  assert.ok(example);
  assert.deepEqual(judgePod(podView(example.pod), { level: 'privileged', version: 'latest' }), []);
  const states = (version: number | 'latest') =>
    judgePod(podView(example.pod), { level: 'restricted', version }).map(({ control, state }) => [control.id, state]);
  assert.deepEqual(states(newestKnownMinor + 5), states('latest'));
});

test('standards are read as namespace labels have them', () => {
  assert.deepEqual(['v1.25', '1.0', 'latest', 'v1.37'].map(parseStandardVersion), [25, 0, 'latest', 37]);
  for (const text of ['', '1', '1.', '2.0', '1.01', 'v1.25.3', ' 1.2', '1.99999', 'Latest']) {
    assert.equal(parseStandardVersion(text), undefined, text);
  }
  assert.equal(parseLevel('restricted'), 'restricted');
  assert.equal(parseLevel('Restricted'), undefined);
  assert.equal(formatStandard({ level: 'baseline', version: 25 }), 'baseline, version 1.25');
});

const hardened = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'web',
      image: 'example.com/web',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};

const restricted = { level: 'restricted', version: 'latest' } as const;
const statesOf = (spec: unknown): ReadonlySet<string> =>
  new Set(judgePod(podView({ spec }), restricted).map(({ state }) => state));

test('a hardened pod passes; a field that cannot be read is never a pass', () => {
  assert.deepEqual(statesOf(hardened), new Set(['pass']));
  const unreadable: readonly (readonly [string, unknown])[] = [
    ['a word for a boolean', { ...hardened, hostPID: 'true' }],
    ['a text for an object', { ...hardened, securityContext: 'none' }],
    ['an object for a list', { ...hardened, volumes: { hostPath: {} } }],
    ['no containers', { ...hardened, containers: [] }],
    ['a null pod', null],
    ['too many items', { ...hardened, volumes: Array(20_000).fill({ name: 'a', emptyDir: {} }) }],
  ];
  for (const [name, spec] of unreadable) {
    assert.ok(!statesOf(spec).has('pass'), name);
  }
});

test('whatever the object, every control that applies gives an answer', () => {
  const names = ['spec', 'metadata', 'annotations', 'containers', 'securityContext', 'privileged', 'volumes', 'name'];
  const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant('__proto__'));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 4 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const results = judgePod(podView({ spec: value, metadata: value }), restricted);
      assert.equal(results.length, controls.length);
      for (const { state, violations } of results) assert.equal(state === 'fail', violations.length > 0);
    }),
    { numRuns: 300 },
  );
});

test('a control that is broken is a finding in its own words', () => {
  const spec = { containers: [{ name: 'web', image: 'example.com/web', ports: [{ hostPort: 80 }] }] };
  const broken = judgePod(podView({ spec }), { level: 'baseline', version: 'latest' }).filter(isFailed);
  const [assessment, ...others] = broken;
  assert.ok(assessment);
  assert.deepEqual(others, []);
  assert.match(
    assessment.evidence[0]?.statement ?? '',
    /container "web": spec\.containers\[0\]\.ports\[0\]\.hostPort is 80\.$/,
  );
  const finding = findingOfCheck(assessment.control, assessment, {
    subject: { kind: 'workload', name: 'prod/Deployment/shop' },
    location: { kind: 'whole' },
    identity: ['web'],
  });
  assert.deepEqual(
    [finding.id, finding.kind, finding.aliases],
    ['pod-security/host-ports', 'misconfiguration', ['hostPorts']],
  );
  assert.equal(finding.fix.advice, assessment.control.remedy);
});

const isFailed = (one: ControlAssessment): one is ControlAssessment & { readonly state: 'fail' } =>
  one.state === 'fail';
