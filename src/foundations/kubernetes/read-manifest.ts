import type { ManifestLocation } from '../../core/index.ts';
import { type FieldPath, readYaml, type WrittenValue, type YamlOptions, type YamlSetting } from '../formats/index.ts';
import { type GivenType, type KubernetesObject, readObjects, type UnreadObject } from './read-objects.ts';
import type { Workload } from './workload.ts';

/** What knows where its fields stand in a file. */
interface Placed {
  /** Where a field of it stands in the file; the nearest field above it when it is not written. */
  locate(path: FieldPath): ManifestLocation;
  /** The edit of the file's text that gives a field of it this value; the path is that of the document. */
  set(path: FieldPath, value: WrittenValue): YamlSetting;
}

/** A workload of a file. */
export interface PlacedWorkload extends Workload, Placed {}

/** An object of a file. */
export interface PlacedObject extends KubernetesObject, Placed {}

/** What a manifest file holds. */
export interface Manifest {
  readonly objects: readonly PlacedObject[];
  readonly workloads: readonly PlacedWorkload[];
  /** Objects that hold no pod we know of, with their place. */
  readonly unread: readonly (UnreadObject & { readonly location: ManifestLocation })[];
}

interface ManifestOptions extends YamlOptions {
  /** What a document is that does not say it itself. */
  readonly given?: GivenType;
}

/** The objects of a Kubernetes manifest, YAML (as Kubernetes reads it) or JSON, of one or many documents. Throws what `readYaml` throws. */
export async function readManifest(bytes: Uint8Array, file: string, options: ManifestOptions = {}): Promise<Manifest> {
  const { given, ...limits } = options;
  const documents = await readYaml(bytes, file, { ...limits, version: '1.1' });
  const objects: PlacedObject[] = [];
  const workloads: PlacedWorkload[] = [];
  const unread: (UnreadObject & { readonly location: ManifestLocation })[] = [];
  for (const document of documents) {
    // Many checks tell the same field.
    const known = new Map<string, ManifestLocation>();
    const locate = (path: FieldPath): ManifestLocation => {
      const pointer = jsonPointer(path);
      const found = known.get(pointer) ?? { kind: 'manifest', path: file, pointer, ...document.keyPositionOf(path) };
      known.set(pointer, found);
      return found;
    };
    const reading = readObjects(document.value, given);
    for (const object of reading.objects) {
      objects.push({ ...object, locate, set: document.set });
      if (object.workload !== undefined) workloads.push({ ...object.workload, locate, set: document.set });
    }
    unread.push(...reading.unread.map((one) => ({ ...one, location: locate(one.path) })));
  }
  return { objects, workloads, unread };
}

/** A path as a JSON Pointer (RFC 6901). */
const jsonPointer = (path: FieldPath): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
