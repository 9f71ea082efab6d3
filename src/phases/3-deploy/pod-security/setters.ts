import type { DocumentNode } from '../../../foundations/formats/index.ts';
import type { PodView } from '../../../foundations/kubernetes/index.ts';
import type { Violation } from './control.ts';

/** Whatever may carry a security context: the pod itself, or one of its containers. */
export interface Setter {
  /** `pod`, `container "web"`. */
  readonly owner: string;
  readonly security: DocumentNode;
}

export const podSetter = (pod: PodView): Setter => ({ owner: 'pod', security: pod.security });

export function containerSetters(pod: PodView): readonly Setter[] {
  return pod.containers.map(({ role, name, security }) => ({ owner: `${role} ${JSON.stringify(name)}`, security }));
}

/** The pod and all its containers. */
export function allSetters(pod: PodView): readonly Setter[] {
  return [podSetter(pod), ...containerSetters(pod)];
}

/** Longest value that is quoted from a pod. */
const longest = 120;

/** A value as it stands in the pod, in short. */
export function shown(node: DocumentNode): string {
  if (!node.isSet) return 'not set';
  const text = JSON.stringify(node.value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The violation by one field. */
export function violation(owner: string, node: DocumentNode, expected: string): Violation {
  return { path: node.path, owner, observed: shown(node), expected };
}

/** A violation for every setter whose field at `way` below its security context is true. */
export function mustNotBeTrue(setters: readonly Setter[], ...way: readonly string[]): readonly Violation[] {
  return setters
    .map(({ owner, security }) => ({ owner, node: security.at(...way) }))
    .filter(({ node }) => node.boolean() === true)
    .map(({ owner, node }) => violation(owner, node, 'false or not set'));
}

/** Either the pod sets something for all its containers, or each container does; who sets it must set it well. */
export function podOrEveryContainer(
  pod: PodView,
  find: (setter: Setter) => DocumentNode,
  isGood: (node: DocumentNode) => boolean,
  expected: string,
): readonly Violation[] {
  const ofPod = find(podSetter(pod));
  const podIsGood = ofPod.isSet && isGood(ofPod);
  const own = ofPod.isSet && !podIsGood ? [violation('pod', ofPod, expected)] : [];
  const ofContainers = containerSetters(pod).flatMap((setter) => {
    const node = find(setter);
    const good = node.isSet ? isGood(node) : podIsGood;
    return good ? [] : [violation(setter.owner, node, node.isSet ? expected : `${expected}, here or for the pod`)];
  });
  return [...own, ...ofContainers];
}
