import { DocumentNode, type FieldPath, type FieldProblem, FieldProblems } from '../formats/index.ts';
import { imagesOf } from './image-fields.ts';

/** One container of a pod, of whatever list. */
export interface ContainerView {
  readonly role: 'container' | 'init container' | 'ephemeral container';
  readonly name: string;
  /** The image reference as written; absent where the pod has none. */
  readonly image: string | undefined;
  readonly node: DocumentNode;
  readonly security: DocumentNode;
}

/** A pod, or the template from which one is made: what the kubelet would run, whichever kind of workload it comes from. */
export interface PodView {
  readonly spec: DocumentNode;
  /** `spec.securityContext`. */
  readonly security: DocumentNode;
  readonly annotations: readonly { readonly name: string; readonly node: DocumentNode }[];
  /** Init containers, containers, ephemeral containers, in this order. */
  readonly containers: readonly ContainerView[];
  /** `spec.os.name` is windows. */
  readonly isWindows: boolean;
  /** `spec.hostUsers` is false: root in the pod is nobody outside (KEP-127). */
  readonly hasUserNamespace: boolean;
  /** Fields that could not be read, so far: it grows as fields are looked at. */
  readonly problems: readonly FieldProblem[];
}

const lists = [
  { name: 'initContainers', role: 'init container' },
  { name: 'containers', role: 'container' },
  { name: 'ephemeralContainers', role: 'ephemeral container' },
] as const;

/** The pod in `value` (an object with `metadata` and `spec`). `path` is where it stands in its document. Never throws. */
export function podView(value: unknown, path: FieldPath = []): PodView {
  const problems = new FieldProblems();
  const pod = new DocumentNode(value, path, problems);
  const spec = pod.get('spec');
  if (!spec.isSet) spec.complain('is missing: a pod needs it');
  const containers = lists.flatMap(({ name, role }) =>
    spec
      .get(name)
      .items()
      .map((node) => containerView(node, role)),
  );
  if (!containers.some(({ role }) => role === 'container')) spec.get('containers').complain('must have at least one');
  return {
    spec,
    security: spec.get('securityContext'),
    annotations: pod.at('metadata', 'annotations').members(),
    containers,
    isWindows: spec.at('os', 'name').text() === 'windows',
    hasUserNamespace: spec.get('hostUsers').boolean() === false,
    get problems() {
      return problems.all;
    },
  };
}

function containerView(node: DocumentNode, role: ContainerView['role']): ContainerView {
  return {
    role,
    name: node.get('name').text() ?? '',
    image: node.get('image').text(),
    node,
    security: node.get('securityContext'),
  };
}

/** The image references of a pod, each once: those of its containers in their order, then those of its volumes. */
export function podImages(pod: PodView): readonly string[] {
  return imagesOf(pod.spec);
}
