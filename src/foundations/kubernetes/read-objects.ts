import { defined } from '../../core/index.ts';
import { type FieldPath, field, isObject, type JsonObject } from '../formats/index.ts';
import { podView } from './pod-view.ts';
import type { Workload } from './workload.ts';
import { workloadKind } from './workload-kinds.ts';

/** One object of the API, of whatever kind. */
export interface KubernetesObject {
  /** `group/version`, or `v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, or `metadata.generateName` followed by a star; empty when it has neither. */
  readonly name: string;
  /** As it names it, or as the review that carries it does. */
  readonly namespace?: string;
  readonly value: JsonObject;
  /** Where it stands in its document. */
  readonly path: FieldPath;
  /** The pod that it runs, where its kind makes pods. */
  readonly workload?: Workload;
}

/** An object without a pod that we know of. */
export interface UnreadObject {
  readonly path: FieldPath;
  readonly what: string;
  readonly why: string;
  /** Whether pods may come of it all the same: it names containers or images, or nobody could tell what it is. */
  readonly mayMakePods: boolean;
}

/** What one document holds. */
export interface ObjectReading {
  readonly objects: readonly KubernetesObject[];
  /** What is no object or holds no pod that we know of. */
  readonly unread: readonly UnreadObject[];
}

/** Lists within lists and reviews; `kubectl get -o yaml` makes one list. */
const maxNesting = 4;
const maxObjects = 10_000;
/** How deep an object of an unknown kind is looked through. */
const maxDepth = 64;

/**
 * Every object in a Kubernetes document: itself, the items of a list (of any kind of list), or the object of an AdmissionReview. What holds no pod that we
 * know of is named in `unread` as well. `given` is what the document is where it does not say so itself. Never throws.
 */
export function readObjects(document: unknown, given: GivenType = {}): ObjectReading {
  const reader = new Reader();
  reader.visit(document, [], given, 0);
  return { objects: reader.objects, unread: reader.unread };
}

type Reason = Pick<UnreadObject, 'why' | 'mayMakePods'>;

/** Why something that may be anything was not read. */
const open = (why: string): Reason => ({ why, mayMakePods: true });

/** A kind that we do not know: most hold no pod, and those of which a controller makes pods name what is to run, or where it is to be had. */
function unknownKind({ apiVersion, kind }: Typed, value: unknown): Reason {
  if (bringers.some(([group, name]) => group.test(apiVersion) && name.test(kind)))
    return open('it brings in or changes objects that do not stand in it: judge what it makes');
  return namesContainers(value, 0)
    ? open('its kind is not known here, and it names containers or images')
    : { why: 'its kind holds no pod that we know of', mayMakePods: false };
}

/** Kinds that stand for objects elsewhere, or change them on their way: Kustomize, Argo CD, Flux, and the Helm controller of K3s. */
const bringers: readonly (readonly [group: RegExp, kind: RegExp])[] = [
  [/^kustomize\.(?:config\.k8s|toolkit\.fluxcd)\.io\//, /^(?:Kustomization|Component)$/],
  [/^argoproj\.io\//, /^Application(?:Set)?$/],
  [/^helm\.(?:toolkit\.fluxcd\.io|cattle\.io)\//, /^Helm(?:Release|Chart|ChartConfig)$/],
];

const containerNames = new Set(['containers', 'initContainers', 'container', 'image', 'podSpec', 'podTemplate']);

/** Whether containers or images are named anywhere in a value. What is nested deeper than Kubernetes lets anybody write counts as if it did. */
function namesContainers(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > maxDepth) return true;
  if (Array.isArray(value)) return value.some((member) => namesContainers(member, depth + 1));
  return Object.entries(value).some(([name, member]) =>
    containerNames.has(name) ? member !== null && member !== '' : namesContainers(member, depth + 1),
  );
}

class Reader {
  readonly objects: KubernetesObject[] = [];
  readonly unread: UnreadObject[] = [];
  #seen = 0;

  visit(value: unknown, path: FieldPath, given: GivenType, nesting: number): void {
    const apiVersion = textOf(value, 'apiVersion') ?? given.apiVersion ?? '';
    const kind = textOf(value, 'kind') ?? given.kind ?? '';
    const reason = this.#read(value, path, { ...given, apiVersion, kind }, nesting);
    if (reason !== undefined) this.unread.push({ path, what: describe(apiVersion, kind, value), ...reason });
  }

  /** Reads one object; the reason when no pod was found in it. */
  #read(value: unknown, path: FieldPath, type: Typed, nesting: number): Reason | undefined {
    if (!isObject(value)) return open('it is no object');
    if (nesting > maxNesting) return open('objects hold one another too deeply');
    if (type.kind === 'AdmissionReview') {
      const request = field(value, 'request');
      const namespace = textOf(request, 'namespace');
      const given = namespace === undefined ? {} : { namespace };
      this.visit(field(request, 'object'), [...path, 'request', 'object'], given, nesting + 1);
      return undefined;
    }
    const items = field(value, 'items');
    if (type.kind.endsWith('List') && Array.isArray(items)) return this.#list(items, path, type, nesting);
    if (type.kind === 'List' && type.apiVersion === 'v1')
      return (items ?? null) === null ? undefined : open('its items are no list');
    if (type.kind === '') return open('it has no kind, so it is no Kubernetes object');
    const object = objectOf(value, path, type);
    const known = workloadKind(type.apiVersion, type.kind);
    const podObject = known?.pod.reduce((inner: unknown, name) => field(inner, name), value);
    const hasPod = known !== undefined && (known.mayLackPod !== true || isObject(podObject));
    if (hasPod) this.objects.push({ ...object, workload: workloadOf(object, podObject, [...path, ...known.pod]) });
    else this.objects.push(object);
    if (hasPod) return undefined;
    return known === undefined ? unknownKind(type, value) : { why: 'it has no pod template', mayMakePods: false };
  }

  #list(items: readonly unknown[], path: FieldPath, type: Typed, nesting: number): Reason | undefined {
    // Items of a PodList often leave out what the list says once.
    const { apiVersion, kind, ...given } = type;
    const item = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    for (const [index, member] of items.entries()) {
      if (++this.#seen > maxObjects) return open(`there are more than ${maxObjects} objects`);
      this.visit(member, [...path, 'items', index], { ...given, ...item }, nesting + 1);
    }
    return undefined;
  }
}

interface NamedObject extends KubernetesObject {
  readonly generated?: true;
}

function objectOf(value: JsonObject, path: FieldPath, type: Typed): NamedObject {
  const metadata = field(value, 'metadata');
  const name = textOf(metadata, 'name');
  const beginning = name === undefined ? textOf(metadata, 'generateName') : undefined;
  const namespace = textOf(metadata, 'namespace') ?? type.namespace;
  return {
    apiVersion: type.apiVersion,
    kind: type.kind,
    ...(beginning === undefined ? { name: name ?? '' } : { name: `${beginning}*`, generated: true }),
    ...defined({ namespace }),
    value,
    path,
  };
}

function workloadOf({ value: _, path: __, ...named }: NamedObject, podObject: unknown, podPath: FieldPath): Workload {
  return { ...named, pod: podView(podObject, podPath), podObject, podPath };
}

export interface GivenType {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
}

interface Typed extends GivenType {
  readonly apiVersion: string;
  readonly kind: string;
}

function textOf(value: unknown, name: string): string | undefined {
  const member = field(value, name);
  return typeof member === 'string' && member !== '' ? member : undefined;
}

function describe(apiVersion: string, kind: string, value: unknown): string {
  const name = textOf(field(value, 'metadata'), 'name');
  const type = [apiVersion, kind].filter(Boolean).join(' ') || 'an object without a kind';
  return (name === undefined ? type : `${type} ${name}`).slice(0, 300);
}
