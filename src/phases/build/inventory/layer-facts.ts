import { asSeaworthyError, type LayerRef, type Limits, type Problem, SeaworthyError } from '../../../core/index.ts';
import type { Interest, Layer, LayerEntry, LayerVisitor } from '../../../foundations/images/index.ts';
import type { Extraction, Extractor } from './extractor.ts';

/** What one extractor was told by one file of one layer. */
export interface FileFacts {
  readonly extractor: string;
  readonly path: string;
  readonly extraction: Extraction;
}

/** What one layer tells: a pure function of its bytes and the extractors, so it can be kept under its digest. */
export interface LayerFacts {
  readonly entries: readonly LayerEntry[];
  readonly files: readonly FileFacts[];
  /** Small files kept as they are, because the inventory itself reads them (os-release and kin). */
  readonly kept: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Files handed to each extractor, by its id. */
  readonly handed: Readonly<Record<string, number>>;
  readonly problems: readonly LayerProblem[];
}

/** A problem of a layer; with `path` it stands only as long as no later layer replaces or removes that file. */
export interface LayerProblem {
  readonly path?: string;
  readonly problem: Problem;
}

export interface ReadLayerOptions {
  readonly extractors: readonly Extractor[];
  /** Paths of small files to keep. */
  readonly keep: ReadonlySet<string>;
  readonly limits: Limits;
  readonly signal?: AbortSignal;
}

/** A file of interest to the inventory itself; larger ones are nobody's os-release. */
const keptBytes = 64 * 1024;

/**
 * Reads a layer once and hands each file to the extractors that want it. A second time only for hard links that an extractor wants, whose body
 * stands under another name. A crossed limit or a layer that cannot be had here leaves what was read and a problem; damage throws.
 */
export async function readLayer(layer: Layer, options: ReadLayerOptions): Promise<LayerFacts> {
  const reader = new LayerReader(layer.ref, options);
  const walk = {
    limits: options.limits,
    onProblem: (problem: Problem) => reader.problems.push({ problem }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  try {
    await layer.walk(reader, walk);
    const links = reader.wantedLinks();
    if (links.size > 0) await layer.walk(new LinkReader(reader, links), { ...walk, onProblem: () => {} });
  } catch (error) {
    if (!(error instanceof SeaworthyError) || (error.code !== 'E_LIMIT' && error.code !== 'E_INCOMPLETE')) throw error;
    reader.problems.push({ problem: problemOf(error, `layer ${layer.ref.digest}`, 'images') });
  }
  return reader.facts();
}

class LayerReader implements LayerVisitor {
  readonly problems: LayerProblem[] = [];
  private readonly entries: LayerEntry[] = [];
  private readonly files: FileFacts[] = [];
  private readonly kept: { path: string; bytes: Uint8Array }[] = [];
  private readonly handed = new Map<string, number>();
  /** Extractors that want the entry whose body comes next. */
  private takers: readonly Extractor[] = [];
  private readonly where: string;
  private readonly options: ReadLayerOptions;

  constructor(ref: LayerRef, options: ReadLayerOptions) {
    this.options = options;
    this.where = `layer ${ref.index}`;
  }

  entry(entry: LayerEntry): Interest {
    this.entries.push(entry);
    this.takers = [];
    if (entry.kind !== 'file') return 'skip';
    this.takers = this.takersOf(entry.path, entry);
    if (this.options.keep.has(entry.path) && entry.size <= keptBytes) return 'body';
    if (this.takers.length === 0) return 'skip';
    return this.takers.every((extractor) => extractor.sniff !== undefined) ? 'head' : 'body';
  }

  head(_entry: LayerEntry, bytes: Uint8Array): boolean {
    this.takers = this.takers.filter((extractor) => extractor.sniff?.(bytes) ?? true);
    return this.takers.length > 0;
  }

  body(entry: LayerEntry, bytes: Uint8Array): void {
    if (this.options.keep.has(entry.path) && bytes.length <= keptBytes)
      this.kept.push({ path: entry.path, bytes: bytes.slice() });
    this.extract(entry.path, bytes, this.takers);
  }

  /** Hands the bytes to those extractors that still want them. */
  extract(path: string, bytes: Uint8Array, takers: readonly Extractor[]): void {
    for (const extractor of takers) {
      if (extractor.sniff && !extractor.sniff(bytes.subarray(0, 512))) continue;
      this.handed.set(extractor.id, (this.handed.get(extractor.id) ?? 0) + 1);
      const facts = extractFile(extractor, path, bytes, this.where, (problem) => this.problems.push({ path, problem }));
      if (facts) this.files.push(facts);
    }
  }

  takersOf(path: string, entry: LayerEntry): readonly Extractor[] {
    const takers = this.options.extractors.filter((extractor) => extractor.wants(path, entry));
    return takers.filter((extractor) => {
      if (entry.size <= extractor.maxBytes) return true;
      const message = `${entry.size} bytes are more than the ${extractor.maxBytes} that are read of such a file`;
      const where = `/${path} in ${this.where}`;
      this.problems.push({ path, problem: { code: 'E_LIMIT', message, where, part: extractor.id, incomplete: true } });
      return false;
    });
  }

  /** Hard links at a path that an extractor wants, by the path that has the body. */
  wantedLinks(): Map<string, LayerEntry[]> {
    const links = new Map<string, LayerEntry[]>();
    for (const entry of this.entries) {
      if (entry.kind !== 'hardlink' || entry.link === undefined) continue;
      const wanted = this.options.extractors.some((extractor) => extractor.wants(entry.path, entry));
      if (!wanted && !this.options.keep.has(entry.path)) continue;
      const others = links.get(entry.link);
      if (others) others.push(entry);
      else links.set(entry.link, [entry]);
    }
    return links;
  }

  keeps(path: string): boolean {
    return this.options.keep.has(path);
  }

  keep(path: string, bytes: Uint8Array): void {
    if (bytes.length <= keptBytes) this.kept.push({ path, bytes: bytes.slice() });
  }

  facts(): LayerFacts {
    const { entries, files, kept, problems } = this;
    return { entries, files, kept, problems, handed: Object.fromEntries(this.handed) };
  }
}

/** The second walk: bodies that hard links point to, told under the names of the links. */
class LinkReader implements LayerVisitor {
  private readonly reader: LayerReader;
  private readonly links: ReadonlyMap<string, readonly LayerEntry[]>;

  constructor(reader: LayerReader, links: ReadonlyMap<string, readonly LayerEntry[]>) {
    this.reader = reader;
    this.links = links;
  }

  entry(entry: LayerEntry): Interest {
    return entry.kind === 'file' && this.links.has(entry.path) ? 'body' : 'skip';
  }

  body(entry: LayerEntry, bytes: Uint8Array): void {
    for (const link of this.links.get(entry.path) ?? []) {
      if (this.reader.keeps(link.path)) this.reader.keep(link.path, bytes);
      this.reader.extract(
        link.path,
        bytes,
        this.reader.takersOf(link.path, { ...link, size: entry.size, mode: entry.mode }),
      );
    }
  }
}

/** One extractor on one file: what it told, or a problem. */
export function extractFile(
  extractor: Extractor,
  path: string,
  bytes: Uint8Array,
  where: string,
  onProblem: (problem: Problem) => void,
): FileFacts | undefined {
  const place = `/${path} in ${where}`;
  try {
    const extraction = extractor.extract(path, bytes);
    for (const message of extraction.problems) {
      onProblem({ code: 'E_FORMAT', message, where: place, part: extractor.id, incomplete: true });
    }
    return { extractor: extractor.id, path, extraction };
  } catch (error) {
    onProblem(
      problemOf(asSeaworthyError(error, 'E_INTERNAL', `the ${extractor.id} extractor failed`), place, extractor.id),
    );
    return undefined;
  }
}

/** An error as a line of the coverage. */
export function problemOf(error: SeaworthyError, where: string, part: string): Problem {
  const why = error.why === undefined ? '' : `: ${error.why}`;
  return { code: error.code, message: `${error.message}${why}`, where: error.where ?? where, part, incomplete: true };
}
