import { inflateRawSync } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../../../core/index.ts';
import { type ByteSource, marksIn } from '../../../../../foundations/formats/index.ts';

/** A file of an archive. */
export interface PharFile {
  readonly name: string;
  /** Throws `E_FORMAT` when it is damaged or compressed in another way than by deflate, `E_LIMIT` when it is too large. */
  read(): Uint8Array;
}

const MiB = 1024 * 1024;
const maxManifest = 64 * MiB;
const maxFile = 64 * MiB;
const maxFiles = 200_000;
const maxName = 4_096;
/** A program to start with is short. */
const maxStub = 4 * MiB;

const halt = Buffer.from('__HALT_COMPILER();');
const deflated = 0x1000;
const otherwise = 0x2000;

/** Where the manifest begins: behind the program that every archive begins with, and what PHP lets stand behind its end. */
function manifestStart(source: ByteSource, where: string): number {
  const [at] = marksIn(source, halt, 0, Math.min(source.size, maxStub));
  if (at === undefined) {
    throw new SeaworthyError('E_FORMAT', 'not an archive of PHP', {
      where,
      why: 'no program that ends with __HALT_COMPILER',
    });
  }
  const behind = Buffer.from(source.read(at + halt.length, 5)).toString('latin1');
  return at + halt.length + (/^(?: ?\?>(?:\r\n|\n)?)?/.exec(behind)?.[0].length ?? 0);
}

/**
 * The files of a PHP archive whose names are asked for (php.net, "Phar file format"): the manifest has a head of numbers, then a record a file, and the
 * contents follow in the same order.
 */
export function* readPhar(source: ByteSource, where: string, wants: (name: string) => boolean): Generator<PharFile> {
  const refuse = (why: string): SeaworthyError =>
    new SeaworthyError('E_FORMAT', 'not an archive of PHP', { where, why });
  const start = manifestStart(source, where);
  const size = numberAt(source.read(start, 4), 0);
  if (size > maxManifest) throw new SeaworthyError('E_LIMIT', `a manifest of ${size} bytes`, { where });
  const bytes = source.read(start + 4, size);
  if (bytes.length < size) throw refuse('it ends inside its manifest');
  const manifest = new Manifest(bytes, refuse);
  const count = manifest.number();
  if (count > maxFiles) throw new SeaworthyError('E_LIMIT', `${count} files, more than ${maxFiles}`, { where });
  manifest.skip(6);
  manifest.text();
  manifest.text();
  let offset = start + 4 + size;
  for (let index = 0; index < count; index++) {
    const name = manifest.text();
    const [inflated, , stored, , flags] = [0, 0, 0, 0, 0].map(() => manifest.number()) as [
      number,
      number,
      number,
      number,
      number,
    ];
    manifest.text();
    const at = offset;
    offset += stored;
    if (wants(name))
      yield { name, read: () => contentOf(source.read(at, stored), { name, inflated, stored, flags, where }) };
  }
}

function contentOf(
  content: Uint8Array,
  {
    name,
    inflated,
    stored,
    flags,
    where,
  }: { name: string; inflated: number; stored: number; flags: number; where: string },
): Uint8Array {
  const place = `${where}, ${name}`;
  if (content.length < stored)
    throw new SeaworthyError('E_TRUNCATED', 'the archive ends inside a file', { where: place });
  if (inflated > maxFile || stored > maxFile)
    throw new SeaworthyError('E_LIMIT', `a file of ${inflated} bytes`, { where: place });
  if ((flags & otherwise) !== 0)
    throw new SeaworthyError('E_FORMAT', 'compressed by bzip2, which is not read', { where: place });
  if ((flags & deflated) === 0) return content;
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, inflated) });
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'a file that cannot be inflated', { where: place, why: whyOf(cause), cause });
  }
}

const numberAt = (bytes: Uint8Array, at: number): number =>
  at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true) : 0;

/** Reads numbers and texts one after the other. */
class Manifest {
  readonly #bytes: Uint8Array;
  readonly #refuse: (why: string) => SeaworthyError;
  #at = 0;

  constructor(bytes: Uint8Array, refuse: (why: string) => SeaworthyError) {
    this.#bytes = bytes;
    this.#refuse = refuse;
  }

  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length) throw this.#refuse('its manifest is shorter than it says');
  }

  number(): number {
    const at = this.#at;
    this.skip(4);
    return numberAt(this.#bytes, at);
  }

  /** A text with its length before it; of one that is longer than any name is nothing is kept. */
  text(): string {
    const length = this.number();
    const at = this.#at;
    this.skip(length);
    return length > maxName ? '' : new TextDecoder().decode(this.#bytes.subarray(at, at + length));
  }
}
