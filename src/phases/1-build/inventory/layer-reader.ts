import { type LayerRef, type Limits, type Problem, SeaworthyError } from '../../../core/index.ts';
import { type ByteSource, wholeOf } from '../../../foundations/formats/index.ts';
import { EntryList, type Interest, type LayerEntry, type LayerVisitor } from '../../../foundations/images/index.ts';
import { type Extractor, WantedIndex } from '../ecosystems/index.ts';
import type { SecretScanner } from '../secrets/index.ts';
import { keptForm } from './accounts.ts';
import { problemOf, tooLarge } from './extract-file.ts';
import type { LayerParts, LayerProblem, ReaderFacts } from './layer-facts.ts';
import { cacheOf } from './package-caches.ts';
import { extractorTaker, secretTaker, type Taker } from './taker.ts';
import { mayBeProgram, programKind } from './traces/program-kind.ts';

/** A file of interest to the inventory itself; larger ones are nobody's os-release. */
const keptBytes = 64 * 1024;
const headBytes = 512;

export interface ReadLayerOptions {
  readonly extractors: readonly Extractor[];
  /** Looks for secrets as well. */
  readonly secrets?: SecretScanner;
  /** Paths of small files to keep. */
  readonly keep: ReadonlySet<string>;
  readonly limits: Limits;
  readonly signal?: AbortSignal;
}

/** The first walk: notes every entry and hands bodies to those who want them. */
export class LayerReader implements LayerVisitor {
  /** Of the walk itself. */
  readonly problems: LayerProblem[] = [];
  readonly #problemsOf = new Map<string, LayerProblem[]>();
  readonly #entries = new EntryList();
  readonly #kept = new Map<string, Uint8Array>();
  readonly #handed = new Map<string, number>();
  /** What can be run, by path. */
  readonly #programs = new Map<string, string>();
  readonly #caches = new Set<string>();
  readonly #index: WantedIndex<ReturnType<typeof extractorTaker>>;
  readonly #secrets: ReturnType<typeof secretTaker> | undefined;
  readonly #takers: readonly Taker[];
  /** Those who want the entry whose body comes next. */
  #wanting: readonly Taker[] = [];
  readonly #where: string;
  readonly #keep: ReadonlySet<string>;

  constructor(ref: LayerRef, options: ReadLayerOptions) {
    this.#where = `layer ${ref.index + 1}`;
    this.#keep = options.keep;
    const extractors = options.extractors.map(extractorTaker);
    this.#index = new WantedIndex(extractors);
    this.#secrets = options.secrets && secretTaker(options.secrets);
    this.#takers = [...extractors, ...(this.#secrets ? [this.#secrets] : [])];
  }

  entry(entry: LayerEntry): Interest {
    this.#entries.add(entry);
    if (entry.kind !== 'file') return 'skip';
    const cache = cacheOf(entry.path);
    if (cache !== undefined) this.#caches.add(cache);
    this.#wanting = this.#index.at(entry.path, entry);
    if (this.#secrets?.wants(entry.path, entry)) this.#wanting = [...this.#wanting, this.#secrets];
    for (const taker of this.#wanting) taker.forget(entry.path);
    this.#programs.delete(entry.path);
    if (this.#keep.has(entry.path) && entry.size <= keptBytes) return 'body';
    if (this.#wanting.length === 0) return mayBeProgram(entry.path, entry) ? 'head' : 'skip';
    // Too large is told only of files that are of the kind: that takes a look at their head.
    const isLarge = this.#wanting.some(({ maxBytes }) => entry.size > maxBytes);
    return isLarge || this.#wanting.every(({ isByPath }) => !isByPath) ? 'head' : 'body';
  }

  head(entry: LayerEntry, bytes: Uint8Array): boolean {
    this.#noteProgram(entry, bytes);
    this.#wanting = this.#wanting.filter(
      (taker) => taker.sniff(bytes) && this.#isSmallEnough(taker, entry.path, entry),
    );
    return this.#wanting.length > 0;
  }

  body(entry: LayerEntry, body: ByteSource): void {
    this.take(entry.path, entry, body, this.#wanting);
  }

  #noteProgram(entry: LayerEntry, bytes: Uint8Array): void {
    const kind = mayBeProgram(entry.path, entry) ? programKind(bytes) : undefined;
    if (kind !== undefined) this.#programs.set(entry.path, kind);
  }

  /** The body of `origin`, told under `path`, goes to those who still want it. */
  take(path: string, origin: LayerEntry, body: ByteSource, takers: readonly Taker[]): void {
    try {
      this.#take(path, origin, body, takers);
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      this.problems.push({ path, problem: problemOf(error, `/${path} in ${this.#where}`, 'images') });
    }
  }

  #take(path: string, origin: LayerEntry, body: ByteSource, takers: readonly Taker[]): void {
    const head = body.read(0, headBytes);
    if (path === origin.path) this.#noteProgram(origin, head);
    if (this.#keep.has(path) && body.size <= keptBytes)
      this.#kept.set(path, Uint8Array.from(keptForm(path, wholeOf(body))));
    for (const taker of takers) {
      const onProblem = (problem: Problem): void => this.#tell(taker, path, problem);
      if (!taker.sniff(head) || !this.#isSmallEnough(taker, path, origin)) continue;
      this.#handed.set(taker.id, (this.#handed.get(taker.id) ?? 0) + 1);
      taker.take({ path, origin, body, where: this.#where, onProblem });
    }
  }

  #isSmallEnough(taker: Taker, path: string, { size }: LayerEntry): boolean {
    if (size <= taker.maxBytes) return true;
    this.#tell(taker, path, tooLarge(taker, size, `/${path} in ${this.#where}`));
    return false;
  }

  #tell({ id }: Taker, path: string, problem: Problem): void {
    const known = this.#problemsOf.get(id);
    if (known) known.push({ path, problem });
    else this.#problemsOf.set(id, [{ path, problem }]);
  }

  /**
   * Hard links whose path somebody wants, by the path that has the body. Those who know their files by content have seen that body already, and
   * what they tell does not depend on the path. Those who yield to a file's owner are asked when the owners are known, and mostly not at all.
   */
  wantedLinks(): ReadonlyMap<string, readonly LayerEntry[]> {
    const links = new Map<string, LayerEntry[]>();
    for (const entry of this.#entries.ofKinds(['hardlink'])) {
      if (entry.link === undefined) continue;
      const wanted = this.#keep.has(entry.path) || this.byPath(entry.path).some(({ yieldsToOwner }) => !yieldsToOwner);
      if (wanted) links.set(entry.link, [...(links.get(entry.link) ?? []), entry]);
    }
    return links;
  }

  /** Those who want a file for its path. */
  byPath(path: string): readonly Taker[] {
    return this.#index.byPath(path);
  }

  parts(): LayerParts {
    const readers = this.#takers.map((taker): readonly [string, ReaderFacts] => {
      const { id, version } = taker;
      const problems = this.#problemsOf.get(id) ?? [];
      return [id, { version, handed: this.#handed.get(id) ?? 0, ...taker.facts(), problems }];
    });
    return {
      entries: this.#entries,
      programs: [...this.#programs].map(([origin, kind]) => ({ origin, kind })),
      kept: [...this.#kept].map(([path, bytes]) => ({ path, bytes })),
      caches: [...this.#caches],
      problems: this.problems,
      readers: Object.fromEntries(readers),
    };
  }
}

/** The second walk: bodies that hard links stand for, told under the names of the links. */
export class LinkReader implements LayerVisitor {
  readonly #reader: LayerReader;
  readonly #links: ReadonlyMap<string, readonly LayerEntry[]>;

  constructor(reader: LayerReader, links: ReadonlyMap<string, readonly LayerEntry[]>) {
    this.#reader = reader;
    this.#links = links;
  }

  entry(entry: LayerEntry): Interest {
    return entry.kind === 'file' && this.#links.has(entry.path) ? 'body' : 'skip';
  }

  body(entry: LayerEntry, body: ByteSource): void {
    for (const { path } of this.#links.get(entry.path) ?? []) {
      this.#reader.take(path, entry, body, this.#reader.byPath(path));
    }
  }
}
