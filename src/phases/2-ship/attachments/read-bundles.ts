import { blameOf, type Digest, inParallel, SeaworthyError } from '../../../core/index.ts';
import {
  type ArtifactStore,
  type Descriptor,
  type ImageManifest,
  parseManifest,
} from '../../../foundations/images/index.ts';
import { type Bundle, bundleMediaTypes } from '../bundles/bundle.ts';
import { maxBundleBytes, parseBundle, UnreadVersion } from '../bundles/parse-bundle.ts';
import { Budget, BytesInFlight } from './budget.ts';
import { Candidates, type NotLookedAt, notLookedAt } from './list-candidates.ts';
import { type OtherForm, otherFormOf, underOldTags } from './other-forms.ts';

/*
 * Whoever may push can hang on an image what he likes. So everything is bounded, what is small and says that it is a bundle is looked at first, and what
 * crosses a bound is told as what it is: somebody's content, which never makes an answer "not known". Only an outage does.
 */

/** Requests at a time. */
const width = 8;
/** Bytes of all bundles of one image: ten thousand with a certificate and a proof. */
const maxBytes = 128 * 1024 * 1024;
/** Bytes of one manifest of a bundle, and of all. They name one blob. */
const manifestLimits = { manifestBytes: 1024 * 1024, layers: 100 };
const maxManifestsBytes = 64 * 1024 * 1024;
const mostBundles = 10_000;
/** What any registry gives in time: with more, time ran out over what hangs there and not over the registry. */
const ordinary = 2 * width;
const ordinaryBytes = 8 * 1024 * 1024;
/** Things that hang on an image from which a registry that fails over one of them (429) does so because of our many questions. */
const flood = 64;

/** A bundle takes some five times its bytes while it is read: as text, as JSON, as what was signed. */
const inFlight = new BytesInFlight(maxBundleBytes);

/** Bounds on the work. Without a time it takes as long as it takes. */
export interface BundleReadOptions {
  /** Milliseconds for all of it. */
  readonly within?: number;
  /** Aborted when the answer is needed. */
  readonly deadline?: AbortSignal;
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

/** What is to be said of all bundles of an image together. */
export interface BundlesRead {
  readonly subject: Digest;
  readonly where: string;
  /** Why the list could not be had, or not whole, by an outage: then silence means nothing. */
  readonly outage?: string;
  /** Why not all of it was looked at, by what hangs there: then what was not looked at does not count. */
  readonly excess?: string;
  /** What is signed in a form that is not read yet. Asks for it, so only where nothing else holds. */
  otherForms(): Promise<readonly OtherForm[]>;
}

/** What bundles are handed to, one by one. `imageBytes` gives the manifest of the image, for the rare signature that is over its bytes. */
export type TakeBundle = (found: FoundBundle, imageBytes: () => Promise<Uint8Array>) => Promise<void>;

/** Reads every bundle that hangs on a manifest; each is handed over and not kept. Never throws: what goes wrong is part of what it gives. */
export async function readBundles(
  store: ArtifactStore,
  subject: Digest,
  options: BundleReadOptions,
  take: TakeBundle,
): Promise<BundlesRead> {
  const reading = new Reading(store, subject, options, take);
  await reading.run();
  return reading.outcome();
}

/** A bundle by its descriptor, and which manifest carries it. */
interface Carried {
  readonly order: number;
  /** Its place among the blobs of the artifact: by the specification there is one, so that further ones are looked at last. */
  readonly index: number;
  readonly manifest: Digest;
  readonly layer: Descriptor;
}

class Reading {
  readonly #store: ArtifactStore;
  readonly #subject: Digest;
  readonly #take: TakeBundle;
  readonly #bundles: Budget;
  readonly #manifests = new Budget({ maxBytes: maxManifestsBytes });
  readonly #candidates = new Candidates();
  readonly #carried = new Map<string, Carried>();
  #problem: NotLookedAt | undefined;
  #forms: Promise<readonly OtherForm[]> | undefined;
  #image: Promise<Uint8Array> | undefined;

  constructor(store: ArtifactStore, subject: Digest, options: BundleReadOptions, take: TakeBundle) {
    this.#store = store;
    this.#subject = subject;
    this.#take = take;
    this.#bundles = new Budget({ ...options, maxBytes });
  }

  async run(): Promise<void> {
    const whole = await this.#bundles.run(() => this.#all());
    if (whole) return;
    this.#problem =
      this.#candidates.listed > ordinary || this.#bundles.bytes > ordinaryBytes
        ? { text: 'more hangs on it than could be looked at in time', blame: 'content' }
        : { text: 'what hangs on it did not come in time', blame: 'outage' };
  }

  async #all(): Promise<void> {
    await this.#candidates.list(this.#store, this.#subject);
    const entries = [...this.#candidates.inOrder().entries()];
    await this.#each(entries, ([order, entry]) => this.#open(order, entry));
    const carried = [...this.#carried.values()].sort(
      (a, b) => a.index - b.index || a.layer.size - b.layer.size || a.order - b.order,
    );
    await this.#each(carried, (one) => inFlight.hold(one.layer.size, () => this.#readOne(one)));
  }

  #each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<unknown> {
    return inParallel(items, width, async (item) => {
      if (!this.#bundles.isOver) await work(item);
    });
  }

  outcome(): BundlesRead {
    const problems = [this.#candidates.problem, this.#problem].filter((problem) => problem !== undefined);
    const outage = problems.find(({ blame }) => blame === 'outage');
    const excess = problems.find(({ blame }) => blame === 'content');
    return {
      subject: this.#subject,
      where: this.#store.name,
      otherForms: async () => {
        this.#forms ??= underOldTags(this.#store, this.#subject);
        const listed = this.#candidates.others.toSorted((a, b) => (a.place < b.place ? -1 : 1));
        return [...listed, ...(await this.#forms)];
      },
      ...(outage === undefined ? {} : { outage: outage.text }),
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
    for (const [index, layer] of manifest.layers.entries()) this.#note({ order, index, manifest: digest, layer });
    if (isSaid && !manifest.layers.some(({ mediaType }) => isKnown(mediaType)))
      await this.#tell({
        order,
        manifest: digest,
        problem: { text: 'it says that it is a bundle and holds none', blame: 'content' },
      });
  }

  #note(carried: Carried): void {
    const { index, layer, manifest, order } = carried;
    const form = otherFormOf(layer.mediaType);
    if (form !== undefined) this.#candidates.others.push({ form, place: manifest });
    if (!bundleMediaTypes.has(layer.mediaType)) return;
    const key = `${layer.digest} ${layer.size}`;
    const there = this.#carried.get(key);
    if (there === undefined && index > 0 && this.#carried.size >= mostBundles)
      this.#problem ??= { text: `more than ${mostBundles} bundles hang on it`, blame: 'content' };
    else if (there === undefined || index < there.index || (index === there.index && order < there.order))
      this.#carried.set(key, carried);
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
    // It may have waited for its turn.
    if (this.#bundles.isOver) return;
    if (layer.size > maxBundleBytes || !this.#bundles.take(layer.size)) {
      const most = `${maxBundleBytes} in one and ${maxBytes} in all are`;
      const text = `bundles of ${layer.size} bytes and more were not looked at: ${most}`;
      this.#problem ??= { text, blame: 'content' };
      return;
    }
    await this.#tell({ order, manifest, ...(await this.#bundleIn(layer, manifest)) });
  }

  async #bundleIn(layer: Descriptor, manifest: Digest): Promise<Pick<FoundBundle, 'bundle' | 'problem'>> {
    try {
      const bytes = await this.#store.blob(layer, maxBundleBytes);
      return { bundle: parseBundle(bytes, `${this.#store.name}, ${manifest}`) };
    } catch (error) {
      if (error instanceof UnreadVersion)
        this.#candidates.others.push({ form: otherFormOf(error.mediaType) ?? error.message, place: manifest });
      return { problem: this.#problemOf(error) };
    }
  }

  /** What comes after the time is over is told to nobody: the answer is given. */
  async #tell(found: FoundBundle): Promise<void> {
    if (this.#bundles.isOver) return;
    await this.#take(found, () => {
      this.#image ??= this.#store.manifest(this.#subject).then(({ bytes }) => bytes);
      return this.#image;
    });
  }
}

const isKnown = (mediaType: string): boolean => bundleMediaTypes.has(mediaType) || otherFormOf(mediaType) !== undefined;
