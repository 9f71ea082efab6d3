import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

/** A gate of which a harmless pod keeps every rule. */
const gate =
  'gate: 1\nnamespaces: { exclude: [left-alone] }\nrules:\n  - { id: pss, podSecurity: { level: baseline } }\n';
const imageGate = 'gate: 1\nrules:\n  - { id: ours, imageSource: { allow: ["**"] } }\n';

const pod = (image: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web${more} }\nspec: { containers: [{ name: a, image: ${image} }] }\n`;
const custom = (body: string) => `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: t }\nspec: ${body}\n`;
const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: s }\n';
const rbac =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r }\nrules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]\n';
const review = (object: string, namespace = 'prod') =>
  JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u',
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace,
      object: JSON.parse(object) as unknown,
    },
  });
const podObject = '{"metadata":{"name":"web"},"spec":{"containers":[{"name":"a","image":"a"}]}}';

/** What comes in on standard input, and the exit code; 0 only where a workload was judged and all else can make none. */
const inputs: readonly [what: string, text: string, code: number, said?: RegExp][] = [
  ['nothing', '', 5, /Nothing was judged: that is no pass/],
  ['white space', '  \n\n', 5],
  ['a comment', '# nothing here\n', 5],
  ['empty documents', '---\n---\n', 5],
  ['a word', 'NOT an image!!', 5, /no object/],
  ['a list of nothing', 'apiVersion: v1\nkind: List\nitems: []\n', 5],
  ['an empty object', '{}', 5, /no Kubernetes object/],
  ['a Service alone', service, 5],
  ['RBAC objects alone', rbac, 5],
  ['a Compose file', 'services: { web: { image: nginx, privileged: true } }\n', 5, /no Kubernetes object/],
  ['a custom resource with containers', custom('{ template: { containers: [{ image: a }] } }'), 5, /names containers/],
  ['a custom resource with an image', custom('{ steps: [{ image: a }] }'), 5, /names containers/],
  ['a kind in lower case', pod('a').replace('Pod', 'pod'), 5, /not known here/],
  ['a pod', pod('a'), 0, /✓ Allowed/],
  ['a pod and a Service', `${pod('a')}---\n${service}`, 0],
  ['a pod and RBAC objects', `${pod('a')}---\n${rbac}`, 0],
  ['a pod and a custom resource without containers', `${pod('a')}---\n${custom('{ replicas: 1 }')}`, 0],
  ['a pod and a custom resource with containers', `${pod('a')}---\n${custom('{ containers: [{ image: a }] }')}`, 5],
  ['a pod and something without a kind', `${pod('a')}---\nhello\n`, 5],
  ['a pod where the gate has no say', pod('a', ', namespace: left-alone'), 5, /no rule of the gate looks at it/],
  ['a review', review(podObject), 0],
  ['a review without an object', review('null'), 3, /spec is missing/],
  ['a review of a namespace that is left alone', review(podObject, 'left-alone'), 5],
];

for (const [what, text, code, said = /./] of inputs)
  test(`gate check -: ${what} on standard input ends with ${code}`, async () => {
    await inTemporaryDirectory(async (folder) => {
      await writeFile(join(folder, 'gate.yaml'), gate);
      const host = fakeHost({
        workingFolder: folder,
        flows,
        piped: text,
        env: { XDG_DATA_HOME: join(folder, 'data') },
      });
      const line = 'gate check --gate gate.yaml --offline -'.split(' ');
      assert.equal(await cli(line, host), code, host.printed() + host.said());
      assert.match(host.printed(), said);
      if (code !== 0) assert.doesNotMatch(host.printed(), /✓ Allowed: (?!prod|web|Pod)/);
      const json = fakeHost({
        workingFolder: folder,
        flows,
        piped: text,
        env: { XDG_DATA_HOME: join(folder, 'data') },
      });
      await cli([...line, '--json'], json);
      const { verdict } = JSON.parse(json.printed()) as { verdict: string };
      assert.equal(verdict, { 0: 'allowed', 3: 'refused', 5: 'not-assessed' }[code]);
    });
  });

const words: readonly [word: string, code: number, said: RegExp][] = [
  ['NOT an image!!', 2, /E_REFERENCE/],
  ['Upper/Case', 2, /E_REFERENCE/],
  ['a b', 2, /E_REFERENCE/],
  ['web@sha256:1', 2, /E_REFERENCE/],
  ['', 1, /E_TARGET_UNKNOWN/],
];

for (const [word, code, said] of words)
  test(`gate check: ${JSON.stringify(word)} is no target, whatever the gate asks`, async () => {
    for (const text of [gate, imageGate])
      await inTemporaryDirectory(async (folder) => {
        await writeFile(join(folder, 'gate.yaml'), text);
        const host = fakeHost({ workingFolder: folder, flows, env: { XDG_DATA_HOME: join(folder, 'data') } });
        assert.equal(
          await cli(['gate', 'check', '--gate', 'gate.yaml', '--offline', word], host),
          code,
          host.printed(),
        );
        assert.match(host.said(), said);
        assert.equal(host.printed(), '');
      });
  });

test('gate check: an image named alone is not judged by a gate that speaks of pods only', async () => {
  await inTemporaryDirectory(async (folder) => {
    await writeFile(join(folder, 'gate.yaml'), gate);
    const host = fakeHost({ workingFolder: folder, flows, env: { XDG_DATA_HOME: join(folder, 'data') } });
    assert.equal(await cli(['gate', 'check', '--gate', 'gate.yaml', '--offline', 'alpine:3'], host), 5, host.printed());
    assert.match(host.printed(), /\? Not judged, no rule of the gate looks at it: alpine:3/);
  });
});

test('gate check -: a terminal is not waited for', async () => {
  await inTemporaryDirectory(async (folder) => {
    await writeFile(join(folder, 'gate.yaml'), gate);
    const host = fakeHost({ workingFolder: folder, flows, isTerminal: true });
    assert.equal(await cli(['gate', 'check', '--gate', 'gate.yaml', '-'], host), 2);
    assert.match(host.said(), /standard input is a terminal/);
  });
});
