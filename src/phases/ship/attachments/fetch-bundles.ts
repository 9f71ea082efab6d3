import { blameOf, type Digest, SeaworthyError } from '../../../core/index.ts';
import {
  type ArtifactStore,
  type Descriptor,
  type ImageManifest,
  parseManifest,
} from '../../../foundations/images/index.ts';
import { type Bundle, bundleMediaTypes } from '../bundles/bundle.ts';
import { maxBundleBytes, parseBundle, UnreadVersion } from '../bundles/parse-bundle.ts';
import { Budget, forEachOf } from './budget.ts';
import { Candidates, type NotLookedAt, notLookedAt } from './list-candidates.ts';
import { type OtherForm, otherFormOf, underOldTags } from './other-forms.ts';

/*
 * Whoever may push can hang on an image what he likes. So everything is bounded, what is small and says that it is a bundle is looked at first, and what
 * crosses a bound is told as what it is: somebody's content, which never makes an answer "not known". Only an outage does.
 */

/** Requests at a time. */
const width = 8;
/** Bytes from which bundles are fetched one at a time, so that not many large ones are in memory at once. */
const large = 1024 * 1024;
/** Bytes of all bundles of one image: ten thousand with a certificate and a proof. */
const defaultMaxBytes = 128 * 1024 * 1024;
/** Bytes of one manifest of a bundle, and of all. They name one blob. */
const manifestLimits = { manifestBytes: 1024 * 1024, layers: 100 };
const maxManifestsBytes = 64 * 1024 * 1024;
const mostBundles = 10_000;
/** What any registry gives in time: with more, time ran out over what hangs there and not over the registry. */
const ordinary = 2 * width;
const ordinaryBytes = 8 * 1024 * 1024;
/** Things that hang on an image from which a registry that fails over one of them (429) does so because of our many questions. */
const flood = 64;

/** Bounds on the work. */
export interface FetchOptions {
  /** Milliseconds for all of it; without them it takes as long as it takes. */
  readonly within?: number;
  /** Bytes of all bundles together. */
  readonly maxBytes?: number;
}

/** One bundle that hangs on an image, as it was found. */
export interface FoundBundle {
  /** Its place among the others, whichever came first over the network. */
  readonly order: number;
  /** Of the manifest that carries it. */
  readonly manifest: Digest;
  /** Absent where it could not be had or read. */
  readonly bundle?: Bundle;
  /** Why there is no `bundle`. */
  readonly problem?: NotLookedAt;
}

/** Everything that signatures of an image can be judged by. */
export interface ImageBundles {
  readonly subject: Digest;
  readonly where: string;
  readonly bundles: readonly FoundBundle[];
  /** Why the list could not be had, or not whole, by an outage: then silence means nothing. */
  readonly listingProblem?: string;
  /** Why not all of it was looked at, by what hangs there: then what was not looked at does not count. */
  readonly excess?: string;
  /** What is signed in a form that is not read yet. Asked for only where nothing else holds. */
  otherForms(): Promise<readonly OtherForm[]>;
  /** The bytes of the image's manifest, for the rare signature that is over them. Throws those of the store. */
  imageBytes(): Promise<Uint8Array>;
}

/** Fetches every bundle that hangs on a manifest. Never throws: what goes wrong is part of what it gives. */
export async function fetchBundles(
  store: ArtifactStore,
  subject: Digest,
  options: FetchOptions = {},
): Promise<ImageBundles> {
  const bundles: FoundBundle[] = [];
  const rest = await readBundles(store, subject, options, async (found) => {
    bundles.push(found);
  });
  return { ...rest, bundles: bundles.sort((a, b) => a.order - b.order) };
}

/** As `fetchBundles`; each bundle is handed to `take` and not kept. */
export async function readBundles(
  store: ArtifactStore,
  subject: Digest,
  options: FetchOptions,
  take: (found: FoundBundle) => Promise<void>,
): Promise<Omit<ImageBundles, 'bundles'>> {
  const reading = new Reading(store, subject, options, take);
  await reading.run();
  return reading.outcome();
}

/** A bundle by its descriptor, and which manifest carries it. */
interface Carried {
  readonly order: number;
  readonly manifest: Digest;
  readonly layer: Descriptor;
}

class Reading {
  readonly #store: ArtifactStore;
  readonly #subject: Digest;
  readonly #take: (found: FoundBundle) => Promise<void>;
  readonly #bundles: Budget;
  readonly #manifests = new Budget(maxManifestsBytes, undefined);
  readonly #candidates = new Candidates();
  readonly #carried = new Map<string, Carried>();
  #problem: NotLookedAt | undefined;

  constructor(
    store: ArtifactStore,
    subject: Digest,
    { maxBytes = defaultMaxBytes, within }: FetchOptions,
    take: (found: FoundBundle) => Promise<void>,
  ) {
    this.#store = store;
    this.#subject = subject;
    this.#take = take;
    this.#bundles = new Budget(maxBytes, within);
  }

  async run(): Promise<void> {
    const whole = await this.#bundles.run(() => this.#all());
    if (whole) return;
    const seconds = (this.#bundles.within ?? 0) / 1_000;
    this.#problem =
      this.#candidates.listed > ordinary || this.#bundles.bytes > ordinaryBytes
        ? { text: `more hangs on it than could be looked at in ${seconds} s`, blame: 'content' }
        : { text: `what hangs on it did not come within ${seconds} s`, blame: 'outage' };
  }

  async #all(): Promise<void> {
    await this.#candidates.list(this.#store, this.#subject);
    const isOver = (): boolean => this.#bundles.isOver;
    const entries = [...this.#candidates.inOrder().entries()];
    await forEachOf(entries, width, isOver, ([order, entry]) => this.#open(order, entry));
    const carried = [...this.#carried.values()].sort((a, b) => a.layer.size - b.layer.size || a.order - b.order);
    const small = carried.filter(({ layer }) => layer.size < large);
    await forEachOf(small, width, isOver, (one) => this.#readOne(one));
    await forEachOf(carried.slice(small.length), 1, isOver, (one) => this.#readOne(one));
  }

  outcome(): Omit<ImageBundles, 'bundles'> {
    const problems = [this.#candidates.problem, this.#problem].filter((problem) => problem !== undefined);
    const outage = problems.find(({ blame }) => blame === 'outage');
    const excess = problems.find(({ blame }) => blame === 'content');
    const [store, subject] = [this.#store, this.#subject];
    let forms: Promise<readonly OtherForm[]> | undefined;
    let bytes: Promise<Uint8Array> | undefined;
    return {
      subject,
      where: store.name,
      otherForms: () => {
        forms ??= underOldTags(store, subject).then((found) => [...this.#candidates.others, ...found]);
        return forms;
      },
      imageBytes: () => {
        bytes ??= store.manifest(subject).then((stored) => stored.bytes);
        return bytes;
      },
      ...(outage === undefined ? {} : { listingProblem: outage.text }),
      ...(excess === undefined ? {} : { excess: excess.text }),
    };
  }

  /** Looks which bundles an artifact carries: one by the specification, none where it is something else. */
  async #open(order: number, entry: Descriptor): Promise<void> {
    const { digest, artifactType = '' } = entry;
    const isSaid = bundleMediaTypes.has(artifactType);
    if (entry.size > manifestLimits.manifestBytes || !this.#manifests.take(entry.size)) {
      this.#problem ??= { text: `manifests of ${entry.size} bytes and more were not looked at`, blame: 'content' };
      return;
    }
    let manifest: ImageManifest;
    try {
      manifest = parseManifest(await this.#manifestBytes(entry), `${this.#store.name}, ${digest}`, manifestLimits);
    } catch (error) {
      const problem = this.#problemOf(error);
      // What does not say that it is a bundle and cannot be read is no bundle.
      if (isSaid || problem.blame === 'outage') await this.#tell({ order, manifest: digest, problem });
      return;
    }
    // A list may name what it likes: variants of the image, what hangs on another one. Only the manifest says what it hangs on.
    if (manifest.subject !== this.#subject) return;
    for (const layer of manifest.layers) this.#note(order, digest, layer);
    if (isSaid && !manifest.layers.some(({ mediaType }) => isKnown(mediaType)))
      await this.#tell({
        order,
        manifest: digest,
        problem: { text: 'it says that it is a bundle and holds none', blame: 'content' },
      });
  }

  #note(order: number, manifest: Digest, layer: Descriptor): void {
    const form = otherFormOf(layer.mediaType);
    if (form !== undefined) this.#candidates.others.push({ form, place: manifest });
    const key = `${layer.digest} ${layer.size}`;
    if (!bundleMediaTypes.has(layer.mediaType) || this.#carried.has(key)) return;
    if (this.#carried.size < mostBundles) this.#carried.set(key, { order, manifest, layer });
    else this.#problem ??= { text: `more than ${mostBundles} bundles hang on it`, blame: 'content' };
  }

  #problemOf(error: unknown): NotLookedAt {
    const problem = notLookedAt(error);
    return this.#candidates.listed > flood ? { ...problem, blame: 'content' } : problem;
  }

  /** The bytes of a manifest that is listed, no more of them than the list says. */
  async #manifestBytes({ digest, size }: Descriptor): Promise<Uint8Array> {
    try {
      return (await this.#store.manifest(digest, size)).bytes;
    } catch (error) {
      if (!(error instanceof SeaworthyError) || error.code !== 'E_NETWORK' || blameOf(error) === 'content') throw error;
      // docker-registry answers 500 where a list names a blob as a manifest, which looks like an outage to who does not ask for the blob.
      return await this.#store.blob({ digest, size }, manifestLimits.manifestBytes).catch((reason: unknown) => {
        throw reason instanceof SeaworthyError && reason.code === 'E_NOT_FOUND' ? error : reason;
      });
    }
  }

  async #readOne({ order, manifest, layer }: Carried): Promise<void> {
    const { maxBytes } = this.#bundles;
    if (layer.size > maxBundleBytes || !this.#bundles.take(layer.size)) {
      const most = `${Math.min(maxBundleBytes, maxBytes)} in one and ${maxBytes} in all are`;
      const text = `bundles of ${layer.size} bytes and more were not looked at: ${most}`;
      this.#problem ??= { text, blame: 'content' };
      return;
    }
    try {
      const bytes = await this.#store.blob(layer, maxBundleBytes);
      await this.#tell({ order, manifest, bundle: parseBundle(bytes, `${this.#store.name}, ${manifest}`) });
    } catch (error) {
      if (error instanceof UnreadVersion)
        this.#candidates.others.push({ form: otherFormOf(error.mediaType) ?? error.message, place: manifest });
      await this.#tell({ order, manifest, problem: this.#problemOf(error) });
    }
  }

  /** What comes after the time is over is told to nobody: the answer is given. */
  async #tell(found: FoundBundle): Promise<void> {
    if (!this.#bundles.isOver) await this.#take(found);
  }
}

const isKnown = (mediaType: string): boolean => bundleMediaTypes.has(mediaType) || otherFormOf(mediaType) !== undefined;
