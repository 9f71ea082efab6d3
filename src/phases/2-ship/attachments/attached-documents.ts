import { type Digest, defined, digestParts, isKept, SeaworthyError } from '../../../core/index.ts';
import { field, isObject, parseEnvelope, parseJson } from '../../../foundations/formats/index.ts';
import { type ArtifactStore, type Descriptor, parseIndex, parseManifest } from '../../../foundations/images/index.ts';
import { type Bundle, isBundleType } from '../bundles/bundle.ts';
import { type AttachmentKind, predicateKind } from '../statements/predicate-types.ts';
import { parseStatement, readStatement, type Statement, subjectDigests } from '../statements/statement.ts';
import { type TrustedSigner, verifyBundle } from '../verify/verify-bundle.ts';
import { judgeImage } from './judge-image.ts';
import { mostReferrers, notLookedAt } from './list-candidates.ts';
import { readBundles } from './read-bundles.ts';

/** A document that hangs on an image, in whatever form. */
export interface AttachedDocument {
  /** Of the manifest that carries it. */
  readonly manifest: Digest;
  /** The document, or the predicate of the statement that it came in. */
  readonly value: unknown;
  /** Absent where it came in no statement. */
  readonly kind?: AttachmentKind;
  /** Why it is nobody's word who is trusted; absent where the signer who was asked for has signed it. */
  readonly notVerified?: string;
}

export interface AttachedDocuments {
  readonly documents: readonly AttachedDocument[];
  /** What was not looked at, and why. */
  readonly problems: readonly string[];
}

/** Which of them are wanted: by the kind of the statement, else by what the document itself is. */
export type WantedDocument = (value: unknown, kind: AttachmentKind | undefined) => boolean;

/** Documents that are kept of one image, artifacts that are opened for some, and their bytes. */
const mostKept = 200;
const mostArtifacts = 100;
const mostBlobs = 10;
const maxBlobBytes = 32 * 1024 * 1024;
const maxAllBytes = 128 * 1024 * 1024;
const manifestLimits = { manifestBytes: 1024 * 1024, layers: 100 };

/**
 * Documents of some kind that hang on a manifest: in Sigstore bundles (Cosign 3), as artifacts that hold a statement in an envelope or a bare one
 * (`application/vnd.in-toto+json`), or the document itself, under the `.att` tag of older clients, and in `index`, beside the image, where BuildKit puts them. Without
 * a signer nothing is verified. What holds comes first. Never throws: what goes wrong is told.
 */
export async function attachedDocuments(
  store: ArtifactStore,
  subject: Digest,
  isWanted: WantedDocument,
  signer?: TrustedSigner,
  index?: Digest,
): Promise<AttachedDocuments> {
  const search = new Search(store, subject, isWanted, signer);
  await search.bundles();
  await search.artifacts();
  if (index !== undefined) await search.indexed(index);
  return search.found();
}

class Search {
  readonly #store: ArtifactStore;
  readonly #subject: Digest;
  readonly #isWanted: WantedDocument;
  readonly #signer: TrustedSigner | undefined;
  readonly #verified: AttachedDocument[] = [];
  readonly #others: AttachedDocument[] = [];
  readonly #problems = new Set<string>();
  #bytes = 0;

  constructor(store: ArtifactStore, subject: Digest, isWanted: WantedDocument, signer: TrustedSigner | undefined) {
    this.#store = store;
    this.#subject = subject;
    this.#isWanted = isWanted;
    this.#signer = signer;
  }

  found(): AttachedDocuments {
    return { documents: [...this.#verified, ...this.#others], problems: [...this.#problems] };
  }

  async bundles(): Promise<void> {
    const rest = await readBundles(this.#store, this.#subject, {}, async ({ bundle, manifest }) => {
      if (bundle?.content.kind === 'dsse') await this.#envelope(bundle, manifest);
    });
    for (const problem of [rest.outage, rest.excess]) if (problem !== undefined) this.#problems.add(problem);
  }

  /** A signed statement: what it says of itself tells whether it is wanted, and only its signature whether it counts. */
  async #envelope(bundle: Bundle, manifest: Digest): Promise<void> {
    if (bundle.content.kind !== 'dsse') return;
    let statement: Statement;
    try {
      statement = parseStatement(bundle.content.envelope, manifest);
    } catch {
      // Something else is signed there.
      return;
    }
    const { algorithm, hex } = digestParts(this.#subject);
    const check =
      this.#signer === undefined
        ? undefined
        : await verifyBundle(bundle, { digests: { [algorithm]: hex } }, this.#signer);
    this.#statement(statement, manifest, check === undefined || isKept(check) ? undefined : check.message);
  }

  #statement(statement: Statement, manifest: Digest, notVerified: string | undefined): void {
    const kind = predicateKind(statement.predicateType);
    if (!this.#isWanted(statement.predicate, kind)) return;
    // Without a signer nobody has compared what it is about.
    const isAbout = subjectDigests(statement).includes(this.#subject);
    const why = notVerified ?? (isAbout ? undefined : 'it is a statement about something else');
    this.#take({ manifest, kind, value: statement.predicate, ...defined({ notVerified: why }) });
  }

  #take(document: AttachedDocument): void {
    const list = document.notVerified === undefined ? this.#verified : this.#others;
    if (list.length < mostKept) list.push(document);
    else this.#problems.add(`more than ${mostKept} documents of this kind hang on it, and not all were looked at`);
  }

  async artifacts(): Promise<void> {
    const entries = (await this.#listed()).toSorted((a, b) => a.size - b.size || (a.digest < b.digest ? -1 : 1));
    if (entries.length > mostArtifacts)
      this.#problems.add(
        `more than ${mostArtifacts} artifacts hang on it that may hold some, and not all were looked at`,
      );
    for (const entry of entries.slice(0, mostArtifacts))
      await this.#guarded(() => this.#artifact(entry.digest, entry.size));
    const { algorithm, hex } = digestParts(this.#subject);
    await this.#guarded(() => this.#tagged(`${algorithm}-${hex}.att`));
  }

  /** Artifacts that are no bundles, and may hold a document by what the list says of them. */
  async #listed(): Promise<Descriptor[]> {
    const entries = new Map<string, Descriptor>();
    let count = 0;
    await this.#guarded(async () => {
      for await (const page of this.#store.referrerPages(this.#subject)) {
        for (const entry of page) if (this.#mayHold(entry)) entries.set(entry.digest, entry);
        count += page.length;
        if (count > mostReferrers) return;
      }
    });
    return [...entries.values()];
  }

  #mayHold({ artifactType = '', annotations }: Descriptor): boolean {
    const said = annotations.get('in-toto.io/predicate-type') ?? annotations.get('predicateType');
    // Types of predicates that are plainly of another kind need not be opened.
    if (said !== undefined && !this.#isWanted(undefined, predicateKind(said)))
      return predicateKind(said) === 'attestation';
    return (
      !isBundleType(artifactType) && (artifactType === '' || holdsJson.test(artifactType) || /empty/.test(artifactType))
    );
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#problems.add(notLookedAt(error).text);
    }
  }

  async #artifact(digest: Digest, size: number): Promise<void> {
    if (size > manifestLimits.manifestBytes) return;
    const { bytes } = await this.#store.manifest(digest, size);
    const manifest = parseManifest(bytes, `${this.#store.name}, ${digest}`, manifestLimits);
    // Only the manifest says what it hangs on.
    if (manifest.subject === this.#subject) await this.#blobs(manifest.layers, digest, 'artifact');
  }

  /**
   * Attestations that BuildKit puts into the index, of which the image is an entry (BuildKit, "Image Attestation Storage"). An index says of itself what belongs together, so
   * that only statements count, which name the image.
   */
  async indexed(index: Digest): Promise<void> {
    const isOurs = ({ annotations }: Descriptor): boolean =>
      annotations.get('vnd.docker.reference.type') === 'attestation-manifest' &&
      annotations.get('vnd.docker.reference.digest') === this.#subject;
    await this.#guarded(async () => {
      const { bytes } = await this.#store.manifest(index, manifestLimits.manifestBytes);
      const { manifests } = parseIndex(bytes, `${this.#store.name}, ${index}`, manifestLimits);
      for (const { digest } of manifests.filter(isOurs).slice(0, mostBlobs))
        await this.#guarded(async () => {
          const stored = await this.#store.manifest(digest, manifestLimits.manifestBytes);
          const { layers } = parseManifest(stored.bytes, `${this.#store.name}, ${digest}`, manifestLimits);
          await this.#blobs(
            layers.filter((layer) => this.#mayBe(layer)),
            digest,
            'index',
          );
        });
    });
  }

  /** Whether what is said of a statement lets it be one that is wanted. */
  #mayBe({ annotations }: Descriptor): boolean {
    const said = annotations.get('in-toto.io/predicate-type');
    return (
      said === undefined || predicateKind(said) === 'attestation' || this.#isWanted(undefined, predicateKind(said))
    );
  }

  async #tagged(tag: string): Promise<void> {
    const stored = await this.#store.manifest(tag, manifestLimits.manifestBytes).catch((error: unknown) => {
      if (error instanceof SeaworthyError && error.code === 'E_NOT_FOUND') return undefined;
      throw error;
    });
    if (stored === undefined) return;
    const { layers } = parseManifest(stored.bytes, `${this.#store.name}, ${tag}`, manifestLimits);
    await this.#blobs(layers, stored.digest, 'tag');
  }

  async #blobs(layers: readonly Descriptor[], manifest: Digest, from: Carrier): Promise<void> {
    for (const layer of layers.filter(isJson).slice(0, mostBlobs)) {
      if (layer.size > maxBlobBytes || this.#bytes + layer.size > maxAllBytes) {
        this.#problems.add(`documents of ${layer.size} bytes and more were not looked at`);
        continue;
      }
      this.#bytes += layer.size;
      const where = `${this.#store.name}, ${manifest}`;
      const value = parseJson(await this.#store.blob(layer, maxBlobBytes), where, { maxDepth: 200 });
      await this.#value(value, manifest, where, from);
    }
  }

  async #value(value: unknown, manifest: Digest, where: string, from: Carrier): Promise<void> {
    if (typeof field(value, 'payloadType') === 'string') {
      const envelope = parseEnvelope(value, where);
      await this.#envelope({ ...bareBundle, content: { kind: 'dsse', envelope } }, manifest);
      return;
    }
    const statement =
      isObject(value) && typeof field(value, '_type') === 'string' ? readStatement(value, where) : undefined;
    if (statement === undefined && (from === 'index' || !this.#isWanted(value, undefined))) return;
    const why = await this.#whyUnsigned(manifest, from);
    if (statement !== undefined) this.#statement(statement, manifest, why);
    else this.#take({ manifest, value, ...defined({ notVerified: why }) });
  }

  /** What no envelope signs may be signed as an artifact: its manifest, which names the image and the document. */
  async #whyUnsigned(manifest: Digest, from: Carrier): Promise<string | undefined> {
    if (this.#signer === undefined) return undefined;
    const none = 'nobody has signed it';
    if (from === 'tag') return none;
    const { verdicts, isUnsigned } = await judgeImage(this.#store, manifest, [{ signer: this.#signer }]);
    if (verdicts[0]?.verdict === 'trusted') return undefined;
    return isUnsigned ? none : (verdicts[0]?.why ?? none);
  }
}

/** What carries documents: something that hangs on the image, a tag of older clients, or the index that lists the image. */
type Carrier = 'artifact' | 'tag' | 'index';

const isJson = ({ mediaType }: Descriptor): boolean => holdsJson.test(mediaType) && !isBundleType(mediaType);

const holdsJson = /in-toto|dsse|vex|csaf|cyclonedx|json/i;

/** An envelope that comes without what a bundle has beside it: a key alone can tell whether it holds. */
const bareBundle = {
  version: '0.3',
  signer: { kind: 'public-key', hint: '' },
  logEntries: [],
  timestamps: [],
} as const satisfies Omit<Bundle, 'content'>;
