import { type Digest, type FilesSubject, filesSubject } from '../../core/index.ts';
import { filesAt } from '../checkouts/index.ts';
import type { ArchiveStore } from './archive-store.ts';
import { blobLayer } from './blob-layer.ts';
import type { OpenedImage } from './image.ts';

/** What only a root file system has. */
const ofARoot = [
  'bin',
  'boot',
  'dev',
  'etc',
  'lib',
  'lib64',
  'opt',
  'proc',
  'root',
  'run',
  'sbin',
  'sys',
  'usr',
  'var',
];
/** What only an image has. */
const ofAnImage = ['oci-layout', 'index.json', 'manifest.json', 'repositories', 'blobs'];

/** Names at the top of an archive that an image, or a root file system, has. */
export const rootNames = (names: ReadonlySet<string>): readonly string[] => ofARoot.filter((name) => names.has(name));
export const imageNames = (names: ReadonlySet<string>): readonly string[] =>
  ofAnImage.filter((name) => names.has(name));

/** What comes in on standard input lies nowhere: it is known by its bytes. */
function subjectAt(path: string | undefined, target: string, digest: Digest): FilesSubject {
  const files = path === undefined ? undefined : filesAt(path);
  return filesSubject(target, 'archive', files ?? { place: { folder: digest }, path: '' });
}

/**
 * A tar archive of a root file system (`docker export`, `buildah`, a build's `--output type=tar`) as one layer. Its names mean what they say: none of them hides
 * another, as in the layers of an image. The archive is closed with the image. `path` is where it lies, where it lies anywhere.
 */
export async function openRootArchive(
  archive: ArchiveStore,
  path: string | undefined,
  target: string,
): Promise<OpenedImage> {
  try {
    const { size, stream, range } = archive.whole;
    const digest = await archive.whole.digest();
    const layer = blobLayer({ ref: { index: 0, digest }, size, digest, open: stream, range, isRoot: true });
    return {
      subject: subjectAt(path, target, digest),
      description: `tar archive ${archive.name} as a root file system`,
      // What is kept of a layer was read by the rules of layers.
      layers: [{ ...layer, immutable: false }],
      close: () => archive.close(),
    };
  } catch (error) {
    await archive.close();
    throw error;
  }
}
