import { asSeaworthyError, type Digest, errorLine, SeaworthyError } from '../../../core/index.ts';
import { type ArtifactStore, type Descriptor, parseManifest } from '../../../foundations/images/index.ts';
import { type Bundle, bundleMediaTypes } from '../bundles/bundle.ts';
import { maxBundleBytes, parseBundle } from '../bundles/parse-bundle.ts';

/** Bundles of one image that are read. An image has a few; more is somebody's flood. */
const mostBundles = 500;
const manifestLimits = { manifestBytes: 4 * 1024 * 1024, layers: 100 };

/** One bundle that hangs on an image, as it was found. */
export interface FoundBundle {
  /** Of the manifest that carries it. */
  readonly manifest: Digest;
  /** Absent where it could not be had or read. */
  readonly bundle?: Bundle;
  /** Bytes of the bundle: enough to judge again later. */
  readonly bytes?: Uint8Array;
  /** Why there is no `bundle`. */
  readonly problem?: {
    readonly text: string;
    /** Whether it is a bundle that is malformed, which is an answer; else it could not be had, which is none. */
    readonly malformed: boolean;
  };
}

/** Everything that signatures of an image can be judged by. No more I/O is needed after this. */
export interface ImageBundles {
  readonly subject: Digest;
  readonly where: string;
  readonly bundles: readonly FoundBundle[];
  /** Why the list could not be had, or not whole: then silence means nothing. */
  readonly listingProblem?: string;
}

/** Old clients list artifacts by the type of their configuration: whoever looks like one is opened. */
const mayBeBundle = ({ artifactType = '' }: Descriptor): boolean =>
  bundleMediaTypes.has(artifactType) || artifactType === '' || /empty|config/.test(artifactType);

/** Fetches every bundle that hangs on a manifest. Never throws: what goes wrong is part of what it gives. */
export async function fetchBundles(store: ArtifactStore, subject: Digest): Promise<ImageBundles> {
  const where = store.name;
  let listed: readonly Descriptor[];
  try {
    listed = await store.referrers(subject);
  } catch (error) {
    return { subject, where, bundles: [], listingProblem: textOf(error) };
  }
  const candidates = listed.filter(mayBeBundle);
  const found: FoundBundle[] = [];
  for (const descriptor of candidates.slice(0, mostBundles)) found.push(...(await fetchBundle(store, descriptor)));
  const tooMany =
    candidates.length > mostBundles ? `${candidates.length} are listed; ${mostBundles} were read` : undefined;
  return { subject, where, bundles: found, ...(tooMany === undefined ? {} : { listingProblem: tooMany }) };
}

const textOf = (error: unknown): string => errorLine(asSeaworthyError(error, 'E_INTERNAL', 'something unexpected'));

/** The bundles of one artifact: one by the specification, none where it is something else. */
async function fetchBundle(store: ArtifactStore, descriptor: Descriptor): Promise<readonly FoundBundle[]> {
  const { digest } = descriptor;
  const where = `${store.name}, ${digest}`;
  let layers: readonly Descriptor[];
  try {
    const stored = await store.manifest(digest);
    layers = parseManifest(stored.bytes, where, manifestLimits).layers.filter(({ mediaType }) =>
      bundleMediaTypes.has(mediaType),
    );
  } catch (error) {
    return [{ manifest: digest, problem: { text: textOf(error), malformed: isMalformed(error) } }];
  }
  const found: FoundBundle[] = [];
  for (const layer of layers) {
    try {
      const bytes = await store.blob(layer, maxBundleBytes);
      found.push({ manifest: digest, bytes, ...readBundle(bytes, where) });
    } catch (error) {
      found.push({ manifest: digest, problem: { text: textOf(error), malformed: false } });
    }
  }
  return found;
}

const isMalformed = (error: unknown): boolean => error instanceof SeaworthyError && error.code === 'E_FORMAT';

function readBundle(bytes: Uint8Array, where: string): Pick<FoundBundle, 'bundle' | 'problem'> {
  try {
    return { bundle: parseBundle(bytes, where) };
  } catch (error) {
    return { problem: { text: textOf(error), malformed: isMalformed(error) } };
  }
}
