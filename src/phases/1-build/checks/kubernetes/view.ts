import { defined } from '../../../../core/index.ts';
import { DocumentNode, type FieldProblem, FieldProblems } from '../../../../foundations/formats/index.ts';
import type { PlacedObject, PodView } from '../../../../foundations/kubernetes/index.ts';

/** An object of a manifest, as checks see it. */
export interface ManifestObject extends PlacedObject {
  /** The whole object; fields of the wrong type are remarked on and read as not set. */
  readonly node: DocumentNode;
  /** The API group, without version; empty for the core. */
  readonly group: string;
  /** The namespace it is in: `default` where it names none. Of no meaning for objects of the cluster. */
  readonly inNamespace: string;
  /** The pod that it runs. */
  readonly pod?: PodView;
  /** Fields that could not be read, so far. */
  readonly problems: readonly FieldProblem[];
}

/** All objects that are judged together: those of one file, or of all files that were asked for. */
export class ManifestView {
  readonly objects: readonly ManifestObject[];
  /** Those that run a pod, in the same order. */
  readonly workloads: readonly (ManifestObject & { readonly pod: PodView })[];
  readonly #byKind: ReadonlyMap<string, readonly ManifestObject[]>;
  readonly #made = new Map<unknown, unknown>();

  constructor(objects: readonly PlacedObject[]) {
    this.objects = objects.map(manifestObject);
    this.workloads = this.objects.flatMap((object) =>
      object.pod === undefined ? [] : [object as ManifestObject & { readonly pod: PodView }],
    );
    this.#byKind = Map.groupBy(this.objects, ({ kind }) => kind);
  }

  /** The objects of these kinds, in the order of the kinds. */
  of(...kinds: readonly string[]): readonly ManifestObject[] {
    const [kind = '', ...others] = kinds;
    const found = this.#byKind.get(kind) ?? [];
    return others.length === 0 ? found : kinds.flatMap((one) => this.#byKind.get(one) ?? []);
  }

  /** What a function makes of the view, made once: several checks may ask for it. */
  derived<T>(make: (view: ManifestView) => T): T {
    if (!this.#made.has(make)) this.#made.set(make, make(this));
    return this.#made.get(make) as T;
  }
}

function manifestObject(object: PlacedObject): ManifestObject {
  const problems = new FieldProblems();
  const { apiVersion, namespace, workload } = object;
  const slash = apiVersion.indexOf('/');
  const pod = workload?.pod;
  return {
    ...object,
    node: new DocumentNode(object.value, object.path, problems),
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    inNamespace: namespace ?? 'default',
    ...defined({ pod }),
    get problems() {
      return [...problems.all, ...(pod?.problems ?? [])];
    },
  };
}
