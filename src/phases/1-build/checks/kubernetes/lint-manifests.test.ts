import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, type FilesSubject, fixedClock, type OtherFinding, placeOf } from '../../../../core/index.ts';
import { deployment, documents } from './examples.ts';
import { lintManifests } from './lint-manifests.ts';
import { readManifestFile } from './read-manifest-file.ts';

const subject: FilesSubject = { kind: 'files', name: 'x', content: 'manifest', path: 'x' };
const clock = fixedClock('2025-06-01');

async function lint(files: Readonly<Record<string, string>>, maxObjects?: number) {
  const read = await Promise.all(
    Object.entries(files).map(([name, text]) => readManifestFile(name, Buffer.from(text), subject)),
  );
  return lintManifests(
    read.flatMap((file) => file ?? []),
    { clock, ...defined({ maxObjects }) },
  );
}

async function findings(text: string, id: string): Promise<readonly OtherFinding[]> {
  const { results } = await lint({ 'a.yaml': text });
  return results.flatMap((one) => one.findings).filter((one) => one.id === `kubernetes/${id}`);
}

const privileged = 'securityContext: { privileged: true }';

test('a finding: object, place of the field, evidence, and a fingerprint that does not move with the line', async () => {
  const text = deployment({ container: privileged, metadata: 'namespace: shop' });
  const [one] = await findings(text, 'privileged');
  assert.ok(one?.location.kind === 'manifest');
  assert.equal(one.location.pointer, '/spec/template/spec/containers/0/securityContext/privileged');
  assert.equal(text.split('\n')[(one.location.line ?? 0) - 1]?.trim(), privileged);
  assert.deepEqual(one.location.object, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop' });
  assert.deepEqual([one.evidence[0]?.observed, one.evidence[0]?.expected], ['true', 'false or not set']);
  const [moved] = await findings(`# more\n\n${text}`, 'privileged');
  assert.equal(moved?.fingerprint, one.fingerprint);
  const twice = await findings(documents(text, text), 'privileged');
  assert.equal(new Set(twice.map(({ fingerprint }) => fingerprint)).size, 2);
});

test('several fields of one object are one finding', async () => {
  const two = `${deployment({ container: privileged })}        - { name: side, image: b, ${privileged} }\n`;
  const found = await findings(two, 'privileged');
  assert.deepEqual(
    found.map(({ evidence }) => evidence.map(({ statement }) => statement.split(': ')[1])),
    [['container "web"', 'container "side"']],
  );
});

const setAside: readonly (readonly [what: string, text: string, isAside: boolean])[] = [
  [
    'above the field',
    deployment({ container: `# seaworthy:ignore privileged until=2026-01-01 it must\n${privileged}` }),
    true,
  ],
  [
    'above the object',
    `# seaworthy:ignore kubernetes/privileged it must\n${deployment({ container: privileged })}`,
    true,
  ],
  ['by another tool’s id', `# seaworthy:ignore CKV_K8S_16 it must\n${deployment({ container: privileged })}`, true],
  ['without a reason', `# seaworthy:ignore privileged\n${deployment({ container: privileged })}`, false],
  [
    'that is over',
    `# seaworthy:ignore privileged until=2025-01-01 it must\n${deployment({ container: privileged })}`,
    false,
  ],
  ['of another check', `# seaworthy:ignore host-pid it must\n${deployment({ container: privileged })}`, false],
  [
    'above another line',
    deployment({ container: `# seaworthy:ignore privileged it must\ntty: true\n${privileged}` }),
    false,
  ],
  [
    'for checkov',
    deployment({ metadata: 'annotations: { checkov.io/skip1: CKV_K8S_16=it must }', container: privileged }),
    true,
  ],
  [
    'for kube-linter',
    deployment({
      metadata: 'annotations: { ignore-check.kube-linter.io/privileged-container: must }',
      container: privileged,
    }),
    true,
  ],
  [
    'for polaris',
    deployment({
      metadata: 'annotations: { polaris.fairwinds.com/runAsPrivileged-exempt: "true" }',
      container: privileged,
    }),
    true,
  ],
  [
    'for polaris, not meant',
    deployment({
      metadata: 'annotations: { polaris.fairwinds.com/runAsPrivileged-exempt: "false" }',
      container: privileged,
    }),
    false,
  ],
];
for (const [what, text, isAside] of setAside) {
  test(`a comment or annotation ${what} sets ${isAside ? '' : 'nothing '}aside`, async () => {
    const [one] = await findings(text, 'privileged');
    assert.equal(one?.suppression !== undefined, isAside);
  });
}

test('an ignore comment of no use, or without a reason, is told', async () => {
  const { results } = await lint({
    'a.yaml': `# seaworthy:ignore privileged\n# seaworthy:ignore host-pid it must\n${deployment({})}`,
  });
  assert.deepEqual(
    results.flatMap(({ problems }) => problems.map(({ where, incomplete }) => [where, incomplete])),
    [
      ['a.yaml:1', false],
      ['a.yaml:2', false],
    ],
  );
});

test('what could not be read is told and makes the result incomplete, and each file has its own', async () => {
  const { results, parts } = await lint({
    'good.yaml': deployment({}),
    'bad.yaml': deployment({ pod: 'hostPID: sure' }),
    'unknown.yaml': 'apiVersion: a.b/v1\nkind: Web\nspec: { image: x }\n',
    'harmless.yaml': 'apiVersion: a.b/v1\nkind: Colour\nspec: { of: x }\n',
  });
  const told = results.map(({ file, problems }) => [file.path, problems.filter((one) => one.incomplete).length]);
  assert.deepEqual(told, [
    ['good.yaml', 0],
    ['bad.yaml', 1],
    ['unknown.yaml', 1],
    ['harmless.yaml', 0],
  ]);
  assert.ok(parts.every(({ state, files }) => state === 'partly' && files === 4));
});

test('what is a secret anywhere in a file is told nowhere', async () => {
  const token = `ghp_${'A1b2C3d4E5f6'.repeat(3)}`;
  const { results } = await lint({ 'a.yaml': deployment({ pod: `hostPID: ${token}`, container: privileged }) });
  assert.doesNotMatch(JSON.stringify(results.map(({ findings: found, problems }) => [found, problems])), /ghp_A1b2/);
});

test('the order of findings is that of the file', async () => {
  const { results } = await lint({
    'a.yaml': deployment({ pod: 'hostPID: true\nhostIPC: true', container: privileged }),
  });
  const lines = results.flatMap(({ findings: found }) => found.map(({ location }) => placeOf(location).line ?? 0));
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  );
});

test('objects beyond those that are judged together are told with their file', async () => {
  const { results } = await lint({ 'a.yaml': deployment({}), 'b.yaml': documents(deployment({}), deployment({})) }, 2);
  const over = results.flatMap(({ problems }) => problems.filter(({ code }) => code === 'E_LIMIT'));
  assert.deepEqual(
    over.map(({ where, incomplete }) => [where, incomplete]),
    [['b.yaml', true]],
  );
});
