import { defined, type FilesSubject, SeaworthyError } from '../../../../core/index.ts';
import { readManifest, type UnreadObject } from '../../../../foundations/kubernetes/index.ts';
import { type LineComments, readLineComments } from '../line-comments.ts';

/** A manifest that was read. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What its findings are about. */
  readonly subject: FilesSubject;
  readonly manifest: Awaited<ReturnType<typeof readManifest>>;
  readonly comments: LineComments;
  /** What a program made of the file: lines of the bytes are not those of the file. */
  readonly isRendered?: true;
}

/** Files up to this size are looked through for whether they call themselves manifests: lock files and data stand beside manifests. */
export const maxSearchedBytes = 64 * 1024 * 1024;
/** Larger files are no manifests that people write. */
const maxManifestBytes = 4 * 1024 * 1024;
/** What programs make of charts and overlays is larger. */
export const maxRenderedBytes = 16 * 1024 * 1024;
/** Objects in all files that are judged together. */
export const maxManifestObjects = 20_000;

/** Files that Kustomize reads by their names; their apiVersion and kind may be left out. */
const kustomization = /(?:^|[/\\])(?:kustomization\.ya?ml|Kustomization)$/;
const ofKustomize = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' } as const;

/** Whether a file may hold manifests by its name. */
export const manifestByName = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path) || kustomization.test(path);

/**
 * Whether it says so itself: it has the two members that every object has, or Kustomize reads it by its name. The bytes are searched, whatever they are; a
 * name that is written by escapes or in UTF-16, which readers of YAML take as well, hides nothing.
 */
export function manifestByContent(bytes: Uint8Array, path: string): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const says = (one: Buffer | string): boolean => one.includes('apiVersion') && one.includes('kind');
  if (kustomization.test(path) || says(text)) return true;
  const [first, second] = text;
  if (first === 0xff && second === 0xfe) return says(withoutEscapes(text.toString('utf16le')));
  if (first === 0xfe && second === 0xff)
    return says(
      withoutEscapes(
        Buffer.from(text.subarray(0, text.length & ~1))
          .swap16()
          .toString('utf16le'),
      ),
    );
  return text.includes('\\') && says(withoutEscapes(text.toString('latin1')));
}

/** Letters that double quotes let anybody write by number, and lines that they join (YAML 1.2, 5.7); JSON has one of the forms. */
const withoutEscapes = (text: string): string =>
  text.replace(/\\(?:x([\da-f]{2})|U000000([\da-f]{2})|u00([\da-f]{2})|\r?\n[ \t]*)/gi, (_, x, long, u) => {
    const digits = x ?? long ?? u;
    return digits === undefined ? '' : String.fromCharCode(Number.parseInt(digits, 16));
  });

/** Marks of a template: what is filled in is not known, so nothing of it is judged. */
const template = /\{\{[-\s]?|\{%/;

/**
 * Reads a manifest. Undefined where it holds no object of Kubernetes. Throws what `readYaml` throws, and `E_INCOMPLETE` for a template, of which what is
 * made of it can be judged.
 */
export async function readManifestFile(
  path: string,
  bytes: Uint8Array,
  subject: FilesSubject,
): Promise<ManifestFile | undefined> {
  try {
    const given = kustomization.test(path) ? { given: ofKustomize } : {};
    const manifest = await readManifest(bytes, path, { maxBytes: maxManifestBytes, ...given });
    const isOne = manifest.objects.some(({ apiVersion }) => apiVersion !== '') || manifest.unread.some(isInside);
    return isOne ? { path, bytes, subject, manifest, comments: readLineComments(bytes) } : undefined;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT' && template.test(Buffer.from(bytes).toString()))
      throw new SeaworthyError('E_INCOMPLETE', 'a template: what is filled in here is not known', {
        where: path,
        next: 'Judge what is made of it, for instance by `helm template`.',
        cause: error,
      });
    if (error instanceof SeaworthyError && error.code === 'E_LIMIT')
      throw new SeaworthyError('E_LIMIT', error.message, {
        where: error.where ?? path,
        next: 'Split it into several files.',
        cause: error,
        ...defined({ why: error.why }),
      });
    throw error;
  }
}

/**
 * Reads what a program made of a file: objects of it are told at the file, without lines. Undefined where it holds no object. Throws what `readYaml` throws.
 */
export async function readRenderedManifest(
  path: string,
  bytes: Uint8Array,
  subject: FilesSubject,
): Promise<ManifestFile | undefined> {
  const manifest = await readManifest(bytes, path, {
    maxBytes: maxRenderedBytes,
    maxTokens: 4_000_000,
    maxNodes: 2_000_000,
  });
  const { objects, unread } = manifest;
  if (objects.length === 0 && unread.length === 0) return undefined;
  return { path, bytes, subject, manifest, comments: readLineComments(bytes), isRendered: true };
}

/** Whether it stands in a list or a review: that alone says that the file is a manifest, although nothing of it was read. */
const isInside = ({ path, mayMakePods }: UnreadObject): boolean => mayMakePods && path.length > 0;

/** Whether pods may come of an object that was not read. */
export const isManifestGap = ({ mayMakePods }: Pick<UnreadObject, 'mayMakePods'>): boolean => mayMakePods;
