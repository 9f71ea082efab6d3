import type { DocumentNode, FieldPath } from '../formats/index.ts';
import type { ContainerView, PodView } from './pod-view.ts';

/** One field that is not as a rule wants it. */
export interface Violation {
  readonly path: FieldPath;
  /** Whose field it is: `pod`, `container "web"`. */
  readonly owner: string;
  /** What is there, and what must be. */
  readonly observed: string;
  readonly expected: string;
}

/** Whatever may carry a security context: the pod itself, or one of its containers. */
export interface Setter {
  /** `pod`, `container "web"`. */
  readonly owner: string;
  readonly security: DocumentNode;
}

export const podSetter = (pod: PodView): Setter => ({ owner: 'pod', security: pod.security });

export function containerSetters(pod: PodView): readonly Setter[] {
  return pod.containers.map((container) => ({ owner: ownerOf(container), security: container.security }));
}

/** What a container is called where people read of it. */
export const ownerOf = ({ role, name }: ContainerView): string => `${role} ${JSON.stringify(name)}`;

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
