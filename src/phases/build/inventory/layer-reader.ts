import type { LayerRef } from '../../../core/index.ts';
import type { Interest, LayerEntry, LayerVisitor } from '../../../foundations/images/index.ts';
import { extractFile } from './extract-file.ts';
import type { Extractor } from './extractor.ts';
import type { FileFacts, LayerFacts, LayerProblem } from './layer-facts.ts';
import type { ReadLayerOptions } from './read-layer.ts';

/** A file of interest to the inventory itself; larger ones are nobody's os-release. */
const keptBytes = 64 * 1024;
const headBytes = 512;

/** The first walk: notes every entry and hands bodies to the extractors that want them. */
export class LayerReader implements LayerVisitor {
  readonly problems: LayerProblem[] = [];
  private readonly entries: LayerEntry[] = [];
  private readonly files = new Map<string, FileFacts>();
  private readonly kept = new Map<string, Uint8Array>();
  private readonly handed = new Map<string, number>();
  /** Extractors that want the entry whose body comes next. */
  private takers: readonly Extractor[] = [];
  private readonly where: string;
  private readonly options: ReadLayerOptions;

  constructor(ref: LayerRef, options: ReadLayerOptions) {
    this.options = options;
    this.where = `layer ${ref.index + 1}`;
  }

  entry(entry: LayerEntry): Interest {
    this.entries.push(entry);
    this.takers = [];
    if (entry.kind !== 'file') return 'skip';
    this.takers = this.takersOf(entry.path, entry, this.options.extractors);
    if (this.options.keep.has(entry.path) && entry.size <= keptBytes) return 'body';
    if (this.takers.length === 0) return 'skip';
    return this.takers.every((extractor) => extractor.sniff !== undefined) ? 'head' : 'body';
  }

  head(_entry: LayerEntry, bytes: Uint8Array): boolean {
    this.takers = this.takers.filter((extractor) => extractor.sniff?.(bytes) ?? true);
    return this.takers.length > 0;
  }

  body(entry: LayerEntry, bytes: Uint8Array): void {
    this.take(entry.path, entry, bytes, this.takers);
  }

  /** The body of `origin`, told under `path`, goes to those extractors that still want it. */
  take(path: string, origin: LayerEntry, bytes: Uint8Array, takers: readonly Extractor[]): void {
    if (this.options.keep.has(path) && bytes.length <= keptBytes) this.kept.set(path, Uint8Array.from(bytes));
    for (const extractor of takers) {
      if (extractor.sniff && !extractor.sniff(bytes.subarray(0, headBytes))) continue;
      this.handed.set(extractor.id, (this.handed.get(extractor.id) ?? 0) + 1);
      const onProblem = (problem: LayerProblem['problem']): void => void this.problems.push({ path, problem });
      const extraction = extractFile(extractor, path, bytes, this.where, onProblem);
      // Of several members with the same path the last counts, as when the layer is unpacked.
      const key = `${extractor.id}\n${path}`;
      if (extraction) this.files.set(key, { extractor: extractor.id, path, origin: origin.path, extraction });
      else this.files.delete(key);
    }
  }

  /** Those of the extractors that want a file at `path` with the size and mode of `entry`; too large a file is a problem. */
  takersOf(path: string, entry: LayerEntry, extractors: readonly Extractor[]): readonly Extractor[] {
    const wanting = extractors.filter((extractor) => extractor.wants(path, entry));
    return wanting.filter((extractor) => {
      if (entry.size <= extractor.maxBytes) return true;
      const message = `${entry.size} bytes are more than the ${extractor.maxBytes} that are read of such a file`;
      const where = `/${path} in ${this.where}`;
      this.problems.push({ path, problem: { code: 'E_LIMIT', message, where, part: extractor.id, incomplete: true } });
      return false;
    });
  }

  /**
   * Hard links whose path somebody wants, by the path that has the body. Extractors that know their files by content (`sniff`) have seen that body
   * already, and what they tell does not depend on the path.
   */
  wantedLinks(): ReadonlyMap<string, readonly LayerEntry[]> {
    const links = new Map<string, LayerEntry[]>();
    for (const entry of this.entries) {
      if (entry.kind !== 'hardlink' || entry.link === undefined) continue;
      const wanted = this.options.keep.has(entry.path) || this.byPath.some((one) => one.wants(entry.path, entry));
      if (wanted) links.set(entry.link, [...(links.get(entry.link) ?? []), entry]);
    }
    return links;
  }

  /** Extractors that know their files by path. */
  get byPath(): readonly Extractor[] {
    return this.options.extractors.filter((extractor) => extractor.sniff === undefined);
  }

  facts(): LayerFacts {
    return {
      entries: this.entries,
      files: [...this.files.values()],
      kept: [...this.kept].map(([path, bytes]) => ({ path, bytes })),
      problems: this.problems,
      handed: Object.fromEntries(this.handed),
    };
  }
}

/** The second walk: bodies that hard links stand for, told under the names of the links. */
export class LinkReader implements LayerVisitor {
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
    for (const { path } of this.links.get(entry.path) ?? []) {
      this.reader.take(path, entry, bytes, this.reader.takersOf(path, entry, this.reader.byPath));
    }
  }
}
