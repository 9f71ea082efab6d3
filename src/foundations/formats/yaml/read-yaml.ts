import type { Document, LineCounter } from 'yaml';
import { defined, SeaworthyError } from '../../../core/index.ts';
import { fault, parseDocuments, tooMuch, valueComposer } from './parse-documents.ts';
import type { YamlParsing } from './parsing.ts';
import type { YamlPath, YamlPosition } from './place.ts';
import { positionAt } from './position.ts';
import { setValue } from './set-value.ts';
import { toValue, type ValueBudget } from './to-value.ts';
import type { WrittenValue, YamlSetting } from './written-value.ts';

/** Bounds and dialect of a YAML file. */
export interface YamlOptions {
  /**
   * `1.1` reads as Kubernetes does: `yes`, `on` are true, `<<` merges, `0777` is octal. `1.2`, the default, reads them as plain text.
   * In neither do dates or `12:30` become anything but text.
   */
  readonly version?: '1.1' | '1.2';
  /** Bytes of the file; 2 MiB when not given. */
  readonly maxBytes?: number;
  /** Marks and words the file may have; 400,000 when not given. It bounds the time as `maxBytes` bounds the memory. */
  readonly maxTokens?: number;
  /** Values of all documents together, those that aliases repeat counted again; 200,000 when not given. */
  readonly maxNodes?: number;
  /** Mappings and sequences inside one another; 64 when not given. */
  readonly maxDepth?: number;
  /** Documents in the file; 10,000 when not given. */
  readonly maxDocuments?: number;
  /** What a value is that bears a tag of its own language (`!reset`, `!Sub`), by the tag as it is written; without it such a tag means nothing. */
  readonly tagged?: (tag: string, value: unknown) => unknown;
}

/** One document of a YAML file. */
export interface YamlDocument {
  /** Plain objects, arrays and scalars, as JSON has them. Read members with `field`. */
  readonly value: unknown;
  /** Where the document's content begins. */
  readonly start: YamlPosition;
  /** Where the value at the path stands; where the nearest value above it stands when there is none. */
  positionOf(path: YamlPath): YamlPosition;
  /** Where the key stands that the last step of the path names; as `positionOf` when there is none. */
  keyPositionOf(path: YamlPath): YamlPosition;
  /** The edit of the file's text (without a byte order mark) after which the value at the path is this one, and all else is written as it was. */
  set(path: YamlPath, value: WrittenValue): YamlSetting;
}

const defaults = {
  version: '1.2',
  maxBytes: 2 * 1024 * 1024,
  maxTokens: 400_000,
  maxNodes: 200_000,
  maxDepth: 64,
  maxDocuments: 10_000,
} as const;

/**
 * The documents of a YAML file (YAML 1.1 or 1.2, UTF-8), empty ones left out. Throws `E_FORMAT` with line and column when the file is not well
 * formed, a key comes twice, an alias has no anchor or contains itself, or a key is not a scalar; `E_LIMIT` when a bound is crossed.
 */
export async function readYaml(
  bytes: Uint8Array,
  where: string,
  options: YamlOptions = {},
): Promise<readonly YamlDocument[]> {
  const text = decode(bytes, where, options);
  const yaml = await loaded();
  return readWith(yaml, text, where, options, valueComposer(options.version ?? defaults.version));
}

let library: typeof import('yaml') | undefined;

/** Loads the library that reads YAML: to be awaited once before `readYamlText`, which does not wait. */
export async function loadYaml(): Promise<void> {
  await loaded();
}

/** The library; its types stay in this room, which the package's own types are read without. */
async function loaded(): Promise<typeof import('yaml')> {
  library ??= await import('yaml');
  return library;
}

/**
 * As `readYaml`, every scalar as the text that is written there (YAML 1.2, failsafe schema): a version `1.10` is no number. Only the values of the documents. What
 * is written as nothing is an empty text.
 */
export function readYamlText(bytes: Uint8Array, where: string, options: YamlOptions = {}): readonly unknown[] {
  if (library === undefined) throw new SeaworthyError('E_INTERNAL', 'the reader of YAML was not loaded', { where });
  const text = decode(bytes, where, options);
  return readWith(library, text, where, options, { schema: 'failsafe', strict: true }).map(({ value }) => value);
}

function decode(bytes: Uint8Array, where: string, { maxBytes = defaults.maxBytes }: YamlOptions): string {
  if (bytes.length > maxBytes) {
    throw new SeaworthyError('E_LIMIT', `YAML of ${bytes.length} bytes, more than the ${maxBytes} allowed`, {
      where,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'not YAML', { where, why: 'it is not UTF-8', cause });
  }
}

function readWith(
  yaml: typeof import('yaml'),
  text: string,
  where: string,
  options: YamlOptions,
  composing: Parameters<typeof parseDocuments>[3],
): readonly YamlDocument[] {
  const limits = { ...defaults, ...options };
  const lines = new yaml.LineCounter();
  const budget = {
    nodes: limits.maxNodes,
    maxDepth: limits.maxDepth,
    where,
    ...defined({ tagged: options.tagged }),
  };
  const parsing: YamlParsing = {
    maxTokens: limits.maxTokens,
    maxDocuments: limits.maxDocuments,
    fault: (why, at, cause) => fault(why, at, where, cause),
    tooMuch: (what) => tooMuch(what, where),
  };
  return parseDocuments(yaml, text, lines, composing, parsing)
    .filter(({ contents }) => contents !== null && !(yaml.isScalar(contents) && contents.value === null))
    .map((document) => wrap(yaml, document, text, lines, budget));
}

function wrap(
  yaml: typeof import('yaml'),
  document: Document.Parsed,
  text: string,
  lines: LineCounter,
  budget: ValueBudget,
): YamlDocument {
  const value = toValue(yaml, document, lines, budget);
  const at = (path: YamlPath, key: boolean): YamlPosition => positionAt(yaml, document, lines, path, key);
  return {
    value,
    start: at([], false),
    positionOf: (path) => at(path, false),
    keyPositionOf: (path) => at(path, true),
    set: (path, written) => setValue(yaml, document, text, path, written),
  };
}
