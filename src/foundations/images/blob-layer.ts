import {
  type Digest,
  defined,
  digestParts,
  type LayerRef,
  type Problem,
  SeaworthyError,
  shortDigest,
  whatAndWhy,
} from '../../core/index.ts';
import {
  detectCompression,
  inflate,
  type StoredBytes,
  type TarEntry,
  type TarProblem,
  TarReader,
} from '../formats/index.ts';
import { BodyKeeper } from './body-keeper.ts';
import { type OpenRange, readInto } from './file-range.ts';
import { type HashedRange, hashBeside } from './hash-beside.ts';
import type { Interest, Layer, LayerEntry, LayerVisitor, WalkOptions } from './layer.ts';
import { seekThrough, whileUnchanged } from './seek-walk.ts';
import { fileSource, frontBytes } from './temporary-file.ts';
import { layerEntry } from './whiteout.ts';

/** First bytes that show a compression. */
const magicBytes = 16;
const headBytes = 512;

/** Where a layer's bytes come from, and what they must be. */
export interface BlobLayerSource {
  readonly ref: LayerRef;
  /** Bytes as stored, where known: fewer are `E_TRUNCATED`, more are `E_DIGEST_MISMATCH`. */
  readonly size?: number;
  /** Digest of the bytes as stored. */
  readonly digest?: Digest;
  /** Digest of the inflated bytes, by the image's configuration. At least one of the two must be given. */
  readonly diffId?: Digest;
  /** A whole root file system and no layer: names of whiteouts are names, and an archive that was cut off between two files is told. */
  readonly isRoot?: boolean;
  /** Opens the stored bytes from their beginning. A chunk must stay as it is until the next is asked for. */
  open(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** The same bytes to be read anywhere, where they lie so: what nobody wants of a layer that is not compressed is then not read, only hashed. */
  range?(): Promise<OpenRange | undefined>;
}

/** For people: `layer 2 (sha256:0123456789ab)`. */
export function layerName(ref: LayerRef): string {
  return `layer ${ref.index + 1} (${digestParts(ref.digest).algorithm}:${shortDigest(ref.digest)})`;
}

/** Hands a problem to whoever listens, or throws it when it must not be lost. */
export function tellProblem(problem: Problem, options: Pick<WalkOptions, 'onProblem'>): void {
  if (options.onProblem !== undefined) options.onProblem(problem);
  else if (problem.incomplete) throw new SeaworthyError(problem.code, problem.message, { where: problem.where });
}

/** Whether the digest that is known of the layer is another one than that of the stored bytes; these are the content when not compressed. */
function differs(stored: StoredBytes, source: BlobLayerSource): Digest | undefined {
  const expected = source.digest ?? (stored.compression === 'none' ? source.diffId : undefined);
  return stored.digest === expected ? undefined : expected;
}

function checkStored(stored: StoredBytes, source: BlobLayerSource): void {
  const where = layerName(source.ref);
  if (source.size !== undefined && stored.bytes < source.size) {
    throw new SeaworthyError('E_TRUNCATED', `the layer has ${stored.bytes} bytes where ${source.size} are announced`, {
      where,
    });
  }
  const expected = differs(stored, source);
  const tooLong = source.size !== undefined && stored.bytes > source.size;
  if (expected === undefined && !tooLong) return;
  const why = expected === undefined ? 'it is longer than announced' : `${stored.digest}, not ${expected}`;
  throw new SeaworthyError('E_DIGEST_MISMATCH', 'the layer has another digest', { where, why });
}

/** How a layer's archive is read for a visitor: from front to back with somebody who keeps bodies, or from wherever they are. */
interface Reading {
  readonly visitor: LayerVisitor;
  readonly options: WalkOptions;
  readonly where: string;
  readonly isRoot: boolean;
  readonly keeper?: BodyKeeper;
  bodyAt?(entry: LayerEntry, interest: Interest, at: number, size: number): void;
}

/** Adapts the tar reader to a layer visitor: whiteouts are told as such, bodies handed over whole. */
function tarReader({ visitor, options, where, isRoot, keeper, bodyAt }: Reading): TarReader {
  const tell = ({ code, message, where: member, incomplete }: TarProblem): void =>
    tellProblem({ code, message, where: `${where}, ${member}`, part: 'images', incomplete }, options);
  let current: LayerEntry | undefined;
  /** A body for which there is no room, or that cannot be read, is a problem of that file. */
  const attempt = <Value>(entry: LayerEntry, work: () => Value): Value | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      tell({ code: error.code, message: whatAndWhy(error), where: entry.path, incomplete: true });
      current = undefined;
      return undefined;
    }
  };
  return new TarReader(
    {
      entry: (entry: TarEntry) => {
        current = isRoot ? entry : layerEntry(entry);
        if (current !== undefined) return visitor.entry(current);
        tell({ code: 'E_FORMAT', message: 'a whiteout that names nothing', where: entry.path, incomplete: false });
        return 'skip';
      },
      head: (_, bytes) => (current === undefined ? false : (visitor.head?.(current, bytes) ?? true)),
      body: (_, bytes, left) => {
        if (current === undefined || keeper === undefined) return;
        const entry = current;
        const body = attempt(entry, () => keeper.add(bytes, left));
        if (body !== undefined) visitor.body(entry, body);
      },
      ...(bodyAt && { bodyAt: ({ size }, interest, at) => current && bodyAt(current, interest, at, size) }),
    },
    {
      maxEntries: options.limits.layerEntries,
      maxPathBytes: options.limits.pathBytes,
      where,
      onProblem: tell,
    },
  );
}

async function walk(source: BlobLayerSource, visitor: LayerVisitor, options: WalkOptions): Promise<void> {
  const range = await source.range?.();
  try {
    if (range !== undefined && maySeek(source, range, options)) await walkRange(source, range, visitor, options);
    else await walkStream(source, visitor, options);
  } finally {
    await range?.close();
  }
}

/** Whether it is a plain archive within its bounds, of which one digest says all. */
function maySeek({ digest, diffId }: BlobLayerSource, range: OpenRange, { limits }: WalkOptions): boolean {
  const head = Buffer.alloc(magicBytes);
  if (range.size > Math.min(limits.layerBytes, limits.layerInflatedBytes)) return false;
  if (digest !== undefined && diffId !== undefined && digestParts(digest).algorithm !== digestParts(diffId).algorithm)
    return false;
  return detectCompression(head.subarray(0, readInto(range, head, 0))) === 'none';
}

async function walkRange(
  source: BlobLayerSource,
  range: OpenRange,
  visitor: LayerVisitor,
  options: WalkOptions,
): Promise<void> {
  const { signal } = options;
  const where = layerName(source.ref);
  // One body is lent after the other.
  const front = Buffer.allocUnsafe(frontBytes);
  const bodyAt = (entry: LayerEntry, interest: Interest, at: number, size: number): void => {
    const length = Math.min(size, range.size - at);
    const body = fileSource(range.descriptor, range.start + at, length, range.where, front);
    if (interest === 'head' && visitor.head?.(entry, body.read(0, headBytes)) === false) return;
    visitor.body(entry, body);
  };
  const tar = tarReader({ visitor, options, where, isRoot: source.isRoot === true, bodyAt });
  const verify = ({ bytes, digest }: HashedRange): void => {
    checkStored({ compression: 'none', bytes, digest }, source);
    checkContent(digest, source);
  };
  const { algorithm } = digestParts(source.digest ?? source.diffId ?? source.ref.digest);
  const work = async (): Promise<void> => {
    await seekThrough(tar, range, signal);
    finish(tar, source, options);
  };
  await whileUnchanged(range, () => hashBeside(range, algorithm, work, verify, signal));
}

async function walkStream(source: BlobLayerSource, visitor: LayerVisitor, options: WalkOptions): Promise<void> {
  const where = layerName(source.ref);
  const keeper = new BodyKeeper(where);
  const tar = tarReader({ visitor, keeper, options, where, isRoot: source.isRoot === true });
  try {
    await walkWith(tar, source, options);
  } finally {
    keeper.close();
  }
}

async function walkWith(tar: TarReader, source: BlobLayerSource, options: WalkOptions): Promise<void> {
  const { limits, signal } = options;
  const where = layerName(source.ref);
  const result = await inflate(source.open(signal), (bytes) => tar.push(bytes), {
    where,
    maxBytes: limits.layerBytes,
    maxInflatedBytes: limits.layerInflatedBytes,
    hash: digestParts(source.digest ?? source.diffId ?? source.ref.digest).algorithm,
    ...(source.diffId === undefined ? {} : { inflatedHash: digestParts(source.diffId).algorithm }),
    verify: (stored) => checkStored(stored, source),
    beside: true,
    ...defined({ signal }),
  });
  checkContent(result.inflatedDigest, source);
  finish(tar, source, options);
}

function checkContent(digest: Digest | undefined, { diffId, ref }: BlobLayerSource): void {
  if (diffId === undefined || digest === diffId) return;
  throw new SeaworthyError('E_DIGEST_MISMATCH', 'the content of the layer is not what the image says (diff_ids)', {
    where: layerName(ref),
    why: `${digest}, not ${diffId}`,
    next: 'An engine may run another content in its place: do not use the image; build or fetch it again.',
  });
}

function finish(tar: TarReader, source: BlobLayerSource, options: WalkOptions): void {
  tar.end();
  if (source.isRoot !== true || tar.done) return;
  const message = 'the archive has no end mark: files may be missing';
  tellProblem(
    { code: 'E_TRUNCATED', message, where: layerName(source.ref), part: 'images', incomplete: true },
    options,
  );
}

/** A layer that is one tar archive, compressed or not, known by a digest that every walk checks. */
export function blobLayer(source: BlobLayerSource): Layer {
  if (source.digest === undefined && source.diffId === undefined) {
    throw new SeaworthyError('E_INTERNAL', 'a layer without a digest to check');
  }
  return {
    ref: source.ref,
    immutable: true,
    ...defined({ diffId: source.diffId, size: source.size }),
    walk: (visitor, options) => walk(source, visitor, options),
  };
}

/** A layer that cannot be read: each walk tells why, and shows nothing. */
export function unreadableLayer(ref: LayerRef, why: string, size?: number): Layer {
  const walkNothing = async (_: LayerVisitor, options: WalkOptions): Promise<void> => {
    tellProblem(
      { code: 'E_INCOMPLETE', message: why, where: layerName(ref), part: 'images', incomplete: true },
      options,
    );
  };
  // Not immutable, so that nobody keeps "nothing" as what the layer holds.
  return { ref, immutable: false, ...defined({ size }), walk: walkNothing };
}
