import { printable, SeaworthyError } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';

/** Groups of the Kubernetes API whose objects are policies of other programs. A name also stands for the groups below it. */
const makers: readonly (readonly [group: string, maker: string])[] = [
  ['kyverno.io', 'Kyverno'],
  ['gatekeeper.sh', 'Gatekeeper'],
  ['kubewarden.io', 'Kubewarden'],
  ['policy.sigstore.dev', 'Sigstore’s policy-controller'],
  ['admissionregistration.k8s.io', 'Kubernetes itself'],
  ['ratify.deislabs.io', 'Ratify'],
];

const ownGate = 'Begin one with `seaworthy gate init`; docs/gate.md tells every rule';

/**
 * Refuses a file that is somebody else's policy, or an object to be judged: a list of every key that a gate does not know would not say so. Throws `E_USAGE`
 * with what it is and what to do instead.
 */
export function refuseForeignPolicy(documents: readonly unknown[], file: string): void {
  const object = documents.find((one) => isObject(one) && one.gate === undefined && typeof one.apiVersion === 'string');
  if (!isObject(object)) return;
  const { apiVersion, kind } = object;
  const group = String(apiVersion).split('/')[0] ?? '';
  const maker = makers.find(([name]) => group === name || group.endsWith(`.${name}`))?.[1];
  const name = printable(String(kind ?? 'object').slice(0, 100));
  throw new SeaworthyError('E_USAGE', 'this file is no gate', {
    where: file,
    why: maker === undefined ? `it is a Kubernetes object (${name})` : `it is a policy of ${maker} (${name})`,
    next:
      maker === undefined
        ? `To judge it: \`seaworthy gate check --gate gate.yaml ${printable(file)}\`. For a gate: ${ownGate}.`
        : `Say the same in a gate of ours. ${ownGate}: signedBy and attested for signatures, imageSource for registries, podSecurity for pods.`,
  });
}
