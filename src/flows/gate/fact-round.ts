import { type Digest, defined, inParallel, SeaworthyError } from '../../core/index.ts';
import { couldPull, type PullableImage, parseReference } from '../../foundations/images/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import {
  holdsForIndex,
  type ImageFacts,
  type Known,
  known,
  type ManifestFacts,
  type RequiredImageFacts,
  requiredFacts,
  type ScanFact,
  type SignatureFact,
  unknown,
} from '../../phases/3-deploy/index.ts';
import { type Attempt, attempt, Deadline, type Failure, failure } from './attempt.ts';
import { contentOf, type GateImage, type ImageContent, nameImage, targetKey } from './find-image.ts';
import { type ImagePlace, placeOf } from './image-place.ts';
import { inUseFact, latestScan } from './ledger-facts.ts';
import type { OpenGate } from './open-gate.ts';
import { scanFact, scansThatCount } from './scan-fact.ts';
import { notAsked, signatureFacts } from './signature-facts.ts';

/** How long what was found out about a digest counts, in milliseconds: what speaks for an image longer than what may be mended any moment. */
const goodFor = 30_000;
const badFor = 2_000;
/** Images of a workload, and variants of an image, that are looked at at a time: who writes a pod of thousands must not make us ask for all at once. */
const width = 16;

type Hung = Pick<ManifestFacts, 'signatures' | 'attestations' | 'flaw'>;
type Kept = Pick<ManifestFacts, 'scan' | 'inUse'>;

/**
 * Finds out what one decision rests on. Never throws and never waits beyond its deadline: what is not found out is unknown, or a flaw of the image, with
 * its reason, so that there is always something to judge. A tag is resolved once in a round, for all containers that name it.
 */
export class FactRound {
  readonly #opened: OpenGate;
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: Deadline;
  readonly #named = new Map<string, Promise<Attempt<GateImage>>>();
  readonly #troubles = new Set<string>();
  #isLate = false;

  constructor(opened: OpenGate, deadline?: AbortSignal) {
    this.#opened = opened;
    this.#signal = deadline;
    this.#deadline = new Deadline(deadline);
  }

  /** What whoever looks after the program should hear of: defects, and that there was no time left. */
  get troubles(): readonly string[] {
    return [...this.#troubles];
  }

  /** Whether something could not be found out in time. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** The facts about the images of one workload. */
  async images(namespace: string | undefined, references: readonly string[]): Promise<readonly ImageFacts[]> {
    const required = requiredFacts(this.#opened.gate, namespace, references);
    return inParallel(required, width, (one) => this.#facts(placeOf(one.reference, this.#opened.layouts), one));
  }

  /** The facts about one image, wherever it lies. */
  async image(place: ImagePlace, namespace: string | undefined): Promise<ImageFacts> {
    const [required] = requiredFacts(this.#opened.gate, namespace, [place.reference]);
    if (required === undefined) throw new SeaworthyError('E_INTERNAL', 'nothing is required of an image');
    return this.#facts(place, required);
  }

  /** What a place names; the same however often it is asked for. */
  name(place: ImagePlace): Promise<Attempt<GateImage>> {
    let key: string;
    try {
      key = targetKey(place);
    } catch (error) {
      return Promise.resolve(failure(error));
    }
    const there = this.#named.get(key);
    if (there !== undefined) return there;
    const named = this.#inTime(() => nameImage(this.#opened, place));
    this.#named.set(key, named);
    return named;
  }

  /** What the digest holds. */
  content(named: GateImage): Promise<Attempt<ImageContent>> {
    return this.#inTime(() => contentOf(this.#opened, named));
  }

  async #facts(place: ImagePlace, required: RequiredImageFacts): Promise<ImageFacts> {
    // No image may keep the others, or the pod, from being judged.
    const found = await attempt(() => this.#factsOf(place, required));
    if (found.ok) return found.value;
    // Whoever interrupts the program wants no decision.
    this.#opened.session.settings.signal?.throwIfAborted();
    this.#tell(found);
    return { ...nothing, reference: place.reference, ...missing(found), digest: unknown(found.why) };
  }

  async #factsOf(place: ImagePlace, required: RequiredImageFacts): Promise<ImageFacts> {
    const base = { ...nothing, reference: place.reference };
    const hangs = required.signatures.length > 0 || required.attestations.length > 0;
    if (!hangs && !required.digest && !required.scan && !required.inUse)
      return { ...base, digest: pinnedDigest(place.reference) };
    const pinned = pinnedDigest(place.reference);
    const named = await this.name(place);
    // What is named by digest is known by it, even when its registry cannot be asked.
    if (!named.ok && !pinned.known) return { ...base, ...missing(named), digest: unknown(named.why) };
    const digest = named.ok ? named.value.digest : pinned.known ? pinned.value : undefined;
    if (digest === undefined) return { ...base, ...missing(failure(undefined)) };
    const own = await this.#fromLedger(digest, required);
    const image: ImageFacts = { ...base, digest: known(digest), ...own };
    // Only single images are scanned: whoever did saw that it is no index.
    const isScanned = own.scan.known && own.scan.value !== null;
    if (isScanned && !hangs) return image;
    if (!named.ok) return { ...image, ...(hangs ? hungUnknown(named.why) : {}), ...withoutContent(named, isScanned) };
    const [content, hung] = await Promise.all([this.content(named.value), this.#hung(named.value, [digest], required)]);
    if (!content.ok) return { ...image, ...hung, ...withoutContent(content, isScanned) };
    if (content.value.kind === 'image') return { ...image, ...hung };
    return this.#indexFacts(
      { ...image, ...hung, scan: notAsked, inUse: notAsked },
      named.value,
      content.value.images,
      required,
    );
  }

  async #indexFacts(
    index: ImageFacts,
    named: GateImage,
    images: readonly PullableImage[],
    required: RequiredImageFacts,
  ): Promise<ImageFacts> {
    const { gate, nodes, session } = this.#opened;
    const pullable = images.filter(({ platform }) => nodes?.some((node) => couldPull(platform, node)) ?? true);
    const isHeld = holdsForIndex(gate, required.rules, index, session.settings.clock.now());
    const variants = await inParallel(pullable, width, async (one): Promise<ManifestFacts> => {
      const { digest, flaw, platform, within } = one;
      const about = { ...nothing, digest: known(digest), ...defined({ platform }) };
      if (flaw !== undefined) return { ...about, flaw };
      const hung = isHeld ? {} : await this.#hung(named, [digest, ...within], required);
      return { ...about, ...hung, ...(await this.#fromLedger(digest, required)) };
    });
    return { ...index, variants: known(variants) };
  }

  /** What hangs on any of the digests. */
  async #hung(named: GateImage, digests: readonly Digest[], required: RequiredImageFacts): Promise<Hung> {
    if (required.signatures.length === 0 && required.attestations.length === 0)
      return { signatures: notAsked, attestations: notAsked };
    const { facts, trustedRoot } = this.#opened;
    // That nothing hangs there speaks for no image, and may be mended at once by signing it.
    const isGood = ({ signatures, attestations }: Hung): boolean =>
      speaksFor(signatures, required.signatures) && speaksFor(attestations, required.attestations);
    const found = await this.#inTime(() =>
      facts.get<Attempt<Hung>>(
        `hung ${named.storeKey} ${digests.join()} ${required.rules.join()}`,
        (hung) => (hung.ok && isGood(hung.value) ? goodFor : badFor),
        () => attempt(() => signatureFacts(named.store, digests, required, trustedRoot, this.#signal)),
      ),
    );
    if (found.ok) return found.value;
    return { ...hungUnknown(found.why), ...(found.isFlaw ? { flaw: found.why } : {}) };
  }

  async #fromLedger(digest: Digest, required: RequiredImageFacts): Promise<Kept> {
    const { facts, session } = this.#opened;
    const { settings } = session;
    const now = settings.clock.now();
    const ask = async <T>(what: string, none: T, work: (ledger: Ledger) => Promise<Known<T>>): Promise<Known<T>> => {
      const found = await this.#inTime(() =>
        facts.get<Attempt<Known<T>>>(
          `${what} ${digest}`,
          (fact) => (fact.ok && fact.value.known && fact.value.value !== none ? goodFor : badFor),
          () =>
            attempt(async () => {
              if (settings.ledgerDirectory === undefined) return unknown('no ledger is set');
              const ledger = await session.knownLedger();
              return ledger === undefined ? known(none) : work(ledger);
            }),
        ),
      );
      return found.ok ? found.value : unknown(found.why);
    };
    const scanOf = async (ledger: Ledger): Promise<Known<ScanFact | null>> => {
      const newest = await latestScan(ledger, digest);
      return known(newest === undefined ? null : scanFact(await scansThatCount(ledger, newest), now));
    };
    return {
      scan: required.scan ? await ask('scan', null, scanOf) : notAsked,
      inUse: required.inUse ? await ask('in-use', null, (ledger) => inUseFact(ledger, digest)) : notAsked,
    };
  }

  async #inTime<T>(work: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    const found = await this.#deadline.inTime(work);
    this.#opened.session.settings.signal?.throwIfAborted();
    if (!found.ok) this.#tell(found);
    return found;
  }

  #tell({ error, isDefect, why }: Failure): void {
    const isLate = error instanceof SeaworthyError && error.code === 'E_TIMEOUT' && this.#deadline.isPast;
    if (isLate) this.#isLate = true;
    if (isDefect || isLate) this.#troubles.add(why);
  }
}

const nothing: Omit<ImageFacts, 'reference'> = {
  digest: notAsked,
  signatures: notAsked,
  attestations: notAsked,
  scan: notAsked,
  inUse: notAsked,
};

/** Whether what was found is all that a rule could ask for. */
const speaksFor = (fact: Known<readonly SignatureFact[]>, asked: readonly unknown[]): boolean =>
  asked.length === 0 ||
  (fact.known && fact.value.length > 0 && fact.value.every(({ verdict }) => verdict === 'trusted'));

const hungUnknown = (why: string): Hung => ({ signatures: unknown(why), attestations: unknown(why) });

/** Facts of an image of which nothing could be found out. */
const missing = ({ isFlaw, why }: Failure): Omit<ManifestFacts, 'digest'> => ({
  ...hungUnknown(why),
  scan: unknown(why),
  inUse: unknown(why),
  ...(isFlaw ? { flaw: why } : {}),
});

/** What is left to say when nobody knows what the digest holds; what was scanned is no index, though. */
const withoutContent = ({ isFlaw, why }: Failure, isScanned: boolean): Partial<ImageFacts> =>
  isFlaw ? { flaw: why } : isScanned ? {} : { variants: unknown(why) };

/** The digest in a reference. */
function pinnedDigest(reference: string): Known<Digest> {
  try {
    const { digest } = parseReference(reference);
    return digest === undefined ? notAsked : known(digest);
  } catch {
    return notAsked;
  }
}
