import type { DocumentNode } from '../../../../foundations/formats/index.ts';
import {
  type ContainerView,
  ownerOf,
  type PodView,
  type Violation,
  violation,
} from '../../../../foundations/kubernetes/index.ts';
import type { ManifestBreach } from './check.ts';
import type { ManifestObject, ManifestView } from './view.ts';

/* The ways in which checks look: each makes a `look` of a function over one thing. */

type Look = (view: ManifestView) => Iterable<ManifestBreach>;
type Workload = ManifestView['workloads'][number];

/** Looks at each pod. */
export const ofPods = (find: (pod: PodView, object: Workload, view: ManifestView) => Iterable<Violation>): Look =>
  function* (view) {
    for (const object of view.workloads) for (const found of find(object.pod, object, view)) yield { object, ...found };
  };

/** Looks at each container of whatever list: what it finds are fields that should be otherwise. */
export const ofContainers = (
  find: (container: ContainerView, pod: PodView, object: Workload) => Iterable<FieldWanted>,
): Look =>
  ofPods(function* (pod, object) {
    for (const container of pod.containers)
      for (const { node, expected } of find(container, pod, object))
        yield violation(ownerOf(container), node, expected);
  });

/** As `ofContainers`, leaving out those that end before the others begin: nobody probes them, and nobody waits on their ports. */
export const ofMainContainers = (
  find: (container: ContainerView, pod: PodView, object: Workload) => Iterable<FieldWanted>,
): Look =>
  ofContainers((container, pod, object) => (container.role === 'container' ? find(container, pod, object) : []));

/** Looks at each object of the kinds. */
export const ofKinds = (
  kinds: readonly string[],
  find: (object: ManifestObject, view: ManifestView) => Iterable<FieldWanted>,
): Look =>
  function* (view) {
    for (const object of view.of(...kinds))
      for (const { node, expected } of find(object, view)) yield breach(object, node, expected);
  };

/** A field, and what should stand there. */
export interface FieldWanted {
  readonly node: DocumentNode;
  readonly expected: string;
}

/** One field that should be otherwise, where it is. */
export const wantIf = (isBad: boolean, node: DocumentNode, expected: string): readonly FieldWanted[] =>
  isBad ? [{ node, expected }] : [];

/** A breach of an object by one of its fields. */
export const breach = (object: ManifestObject, node: DocumentNode, expected: string): ManifestBreach => ({
  object,
  ...violation(object.kind, node, expected),
});
