import type { ManifestLocation } from '../../core/index.ts';
import { type FieldPath, readYaml, type YamlOptions } from '../formats/index.ts';
import { readWorkloads, type UnreadObject, type Workload } from './read-workloads.ts';

/** A workload of a file. */
export interface PlacedWorkload extends Workload {
  /** Where a field of it stands in the file; the nearest field above it when it is not written. */
  locate(path: FieldPath): ManifestLocation;
}

/** What a manifest file holds. */
export interface Manifest {
  readonly workloads: readonly PlacedWorkload[];
  /** Objects that hold no pod we know of, with their place. */
  readonly unread: readonly (UnreadObject & { readonly location: ManifestLocation })[];
}

/** The workloads of a Kubernetes manifest, YAML (as Kubernetes reads it) or JSON, of one or many documents. Throws what `readYaml` throws. */
export async function readManifest(bytes: Uint8Array, file: string, limits: YamlOptions = {}): Promise<Manifest> {
  const documents = await readYaml(bytes, file, { ...limits, version: '1.1' });
  const workloads: PlacedWorkload[] = [];
  const unread: (UnreadObject & { readonly location: ManifestLocation })[] = [];
  for (const document of documents) {
    const locate = (path: FieldPath): ManifestLocation => ({
      kind: 'manifest',
      path: file,
      pointer: jsonPointer(path),
      ...document.keyPositionOf(path),
    });
    const reading = readWorkloads(document.value);
    workloads.push(...reading.workloads.map((workload) => ({ ...workload, locate })));
    unread.push(...reading.unread.map((object) => ({ ...object, location: locate(object.path) })));
  }
  return { workloads, unread };
}

/** A path as a JSON Pointer (RFC 6901). */
const jsonPointer = (path: FieldPath): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
