import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorLine, SeaworthyError } from '../../../../core/index.ts';
import { readGate } from './read-gate.ts';

async function refusal(text: string): Promise<string> {
  try {
    await readGate(Buffer.from(text), 'policy.yaml');
  } catch (error) {
    assert.ok(error instanceof SeaworthyError && error.code === 'E_USAGE', text);
    return errorLine(error);
  }
  return assert.fail(`taken: ${text}`);
}

test('a policy of another program is told as that, with the way to a gate of ours', async () => {
  const cases = [
    ['kyverno.io/v1', 'ClusterPolicy', 'Kyverno'],
    ['policies.kyverno.io/v1alpha1', 'ImageValidatingPolicy', 'Kyverno'],
    ['templates.gatekeeper.sh/v1', 'ConstraintTemplate', 'Gatekeeper'],
    ['constraints.gatekeeper.sh/v1beta1', 'K8sAllowedRepos', 'Gatekeeper'],
    ['policies.kubewarden.io/v1', 'ClusterAdmissionPolicy', 'Kubewarden'],
    ['policy.sigstore.dev/v1beta1', 'ClusterImagePolicy', 'policy-controller'],
    ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'Kubernetes itself'],
  ] as const;
  for (const [apiVersion, kind, maker] of cases) {
    const object = `apiVersion: ${apiVersion}\nkind: ${kind}\nspec: { rules: [] }\n`;
    for (const text of [object, `${object}---\n${object}`]) {
      const line = await refusal(text);
      assert.match(line, new RegExp(`a policy of [^()]*${maker} \\(${kind}\\).*seaworthy gate init`));
    }
  }
});

test('an object that is to be judged is told as that', async () => {
  const line = await refusal('apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n');
  assert.match(line, /a Kubernetes object \(Deployment\).*gate check --gate gate\.yaml policy\.yaml/);
  assert.doesNotMatch(await refusal('apiVersion: notkyverno.io/v1\nkind: X\n'), /Kyverno/);
});

test('a gate with a key too many is a gate with a fault', async () => {
  assert.match(await refusal('gate: 1\napiVersion: kyverno.io/v1\nrules: []\n'), /not understood.*apiVersion/);
  assert.doesNotMatch(await refusal('rules: []\n'), /no gate/);
});
