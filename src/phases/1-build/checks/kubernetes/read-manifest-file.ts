import { SeaworthyError, type Subject } from '../../../../core/index.ts';
import { readManifest, type UnreadObject } from '../../../../foundations/kubernetes/index.ts';
import { type ManifestComments, readManifestComments } from './ignores.ts';

/** A manifest that was read. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What its findings are about. */
  readonly subject: Subject;
  readonly manifest: Awaited<ReturnType<typeof readManifest>>;
  readonly comments: ManifestComments;
}

/** Larger files are no manifests that people write. */
export const maxManifestBytes = 4 * 1024 * 1024;
/** Objects in all files that are judged together. */
export const maxManifestObjects = 20_000;

/** Whether a file may hold manifests by its name. */
export const manifestByName = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path);

/** Whether it says so itself: it has the two members that every object has. The bytes are searched, whatever they are. */
export function manifestByContent(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text.includes('apiVersion') && text.includes('kind');
}

/** Marks of a template: what is filled in is not known, so nothing of it is judged. */
const template = /\{\{[-\s]?|\{%/;

/**
 * Reads a manifest. Undefined where it holds no object of Kubernetes. Throws what `readYaml` throws, and `E_INCOMPLETE` for a template, of which what is
 * made of it can be judged.
 */
export async function readManifestFile(
  path: string,
  bytes: Uint8Array,
  subject: Subject,
): Promise<ManifestFile | undefined> {
  try {
    const manifest = await readManifest(bytes, path, { maxBytes: maxManifestBytes });
    const isOne = manifest.objects.some(({ apiVersion }) => apiVersion !== '');
    return isOne ? { path, bytes, subject, manifest, comments: readManifestComments(bytes) } : undefined;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT' && template.test(Buffer.from(bytes).toString()))
      throw new SeaworthyError('E_INCOMPLETE', 'a template: what is filled in here is not known', {
        where: path,
        next: 'Judge what is made of it, for instance by `helm template`.',
        cause: error,
      });
    throw error;
  }
}

/** Whether pods may come of an object that was not read. */
export const isManifestGap = ({ mayMakePods }: Pick<UnreadObject, 'mayMakePods'>): boolean => mayMakePods;
