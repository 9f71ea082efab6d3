import { type ErrorCode, SeaworthyError } from '../../../core/index.ts';
import { BodyCollector } from './body-collector.ts';
import { fieldText, parseHeader, type RawHeader, tarType } from './header.ts';
import { joinMember, type MemberPrelude } from './member.ts';
import { isZeroBlock } from './numbers.ts';
import { parsePax } from './pax.ts';
import { type TarEntry, type TarOptions, type TarProblem, type TarVisitor, tarBlock } from './tar-types.ts';

/** Longest body of a long name or an extended header; Go's reader has the same bound. */
const maxMetaBytes = 1024 * 1024;
const headBytes = 512;

type State =
  /** A header comes next. */
  | 'header'
  /** `#remaining` bytes of no interest. */
  | 'skip'
  /** Body of a long name or an extended header. */
  | 'meta'
  /** Blocks of an old GNU sparse map. */
  | 'sparse-map'
  /** First bytes of a body, then perhaps the rest. */
  | 'head'
  | 'body'
  /** After the end mark: the rest is ignored, as every reader does. */
  | 'done';

/**
 * Reads a tar archive that is pushed in chunks of any size: ustar, star, GNU long names, pax, base-256 numbers, sparse members (their size is
 * right, their bodies are not expanded). It sees what Go's archive/tar sees, because that is what unpacks layers: records of a *global* pax
 * header do not change members, types without a body have none whatever their size field says, and reading ends at two zero blocks.
 *
 * `push` and `end` throw `E_FORMAT`, `E_TRUNCATED` and `E_LIMIT`, and whatever the visitor throws.
 */
export class TarReader {
  readonly #visitor: TarVisitor;
  readonly #options: TarOptions;
  readonly #collector = new BodyCollector();
  #state: State = 'header';
  #position = 0;
  #entries = 0;
  #sawZeroBlock = false;
  #prelude: MemberPrelude = {};
  #header: RawHeader | undefined;
  #entry: TarEntry | undefined;
  /** Bytes still to come in this state, without padding. */
  #remaining = 0;
  /** Padding after the body. */
  #padding = 0;

  constructor(visitor: TarVisitor, options: TarOptions) {
    this.#visitor = visitor;
    this.#options = options;
  }

  /** Offset in the archive of the next byte to be pushed. Inside `entry` calls: where the body of that member begins. */
  get position(): number {
    return this.#position;
  }

  get entries(): number {
    return this.#entries;
  }

  /** How many of the next bytes will not be looked at: a caller that can seek leaves them out and says so with `skip`. */
  get skippable(): number {
    return this.#state === 'skip' ? this.#remaining : 0;
  }

  /** Whether the end mark has been seen. */
  get done(): boolean {
    return this.#state === 'done';
  }

  /** Says that `count` bytes, at most `skippable`, were left out. */
  skip(count: number): void {
    this.#position += count;
    this.#remaining -= count;
    if (this.#remaining === 0) this.#expect('header');
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'done') {
        this.#position += bytes.length - at;
        return;
      }
      if (this.#state === 'skip') {
        const count = Math.min(this.#remaining, bytes.length - at);
        this.skip(count);
        at += count;
      } else if (this.#state === 'header' || this.#state === 'sparse-map') at = this.#block(bytes, at);
      else at = this.#collect(bytes, at);
    }
  }

  /** Says that nothing more comes. An archive may end without its end mark, but not inside a member. */
  end(): void {
    if (this.#state === 'done') return;
    const atHeader = this.#state === 'header' && this.#collector.length === 0;
    const onlyPaddingMissing = this.#state === 'skip' && this.#remaining <= this.#padding;
    if ((atHeader || onlyPaddingMissing) && isEmpty(this.#prelude)) return;
    throw this.#error('E_TRUNCATED', 'the archive ends inside a member');
  }

  /** A header or a map block, from the chunk itself where it lies there whole. */
  #block(bytes: Buffer, at: number): number {
    if (this.#collector.length === 0 && bytes.length - at >= tarBlock) {
      this.#position += tarBlock;
      this.#takeBlock(bytes, at);
      return at + tarBlock;
    }
    const count = Math.min(tarBlock - this.#collector.length, bytes.length - at);
    this.#collector.add(bytes.subarray(at, at + count), tarBlock);
    this.#position += count;
    if (this.#collector.length === tarBlock) {
      const block = Buffer.from(this.#collector.bytes());
      this.#collector.reset();
      this.#takeBlock(block, 0);
    }
    return at + count;
  }

  #takeBlock(bytes: Buffer, at: number): void {
    if (this.#state === 'sparse-map') {
      // The map itself is not needed; the flag says whether another block follows (GNU tar manual, "Storing Sparse Files").
      if (bytes[at + 504] === 0) this.#startMember();
      return;
    }
    if (bytes[at] === 0 && isZeroBlock(bytes, at)) {
      if (this.#sawZeroBlock) this.#expect('done');
      this.#sawZeroBlock = true;
      return;
    }
    if (this.#sawZeroBlock) throw this.#error('E_FORMAT', 'data after a lone zero block', this.#position - tarBlock);
    this.#takeHeader(this.#parsed(bytes, at));
  }

  #parsed(bytes: Buffer, at: number): RawHeader {
    try {
      return parseHeader(bytes, at);
    } catch (error) {
      if (error instanceof SeaworthyError) throw this.#error(error.code, error.message, this.#position - tarBlock);
      throw error;
    }
  }

  #takeHeader(header: RawHeader): void {
    this.#header = header;
    const { type, size } = header;
    const isMeta =
      type === tarType.pax ||
      type === tarType.gnuLongName ||
      type === tarType.gnuLongLink ||
      type === tarType.paxGlobal;
    if (!isMeta) {
      if (header.sparse?.extended === true) this.#expect('sparse-map');
      else this.#startMember();
      return;
    }
    if (size > maxMetaBytes) throw this.#error('E_LIMIT', `a long name or extended header of ${size} bytes`);
    this.#padding = paddingOf(size);
    this.#remaining = size;
    this.#expect('meta');
    if (size === 0) this.#finishMeta(Buffer.alloc(0));
  }

  #finishMeta(body: Buffer): void {
    const type = this.#header?.type;
    try {
      if (type === tarType.pax) this.#prelude.pax = parsePax(body);
      else if (type === tarType.gnuLongName) this.#prelude.gnuName = fieldText(body, 0, body.length);
      else if (type === tarType.gnuLongLink) this.#prelude.gnuLink = fieldText(body, 0, body.length);
      else parsePax(body);
    } catch (error) {
      if (error instanceof SeaworthyError) throw this.#error(error.code, `${error.message}: ${error.why}`);
      throw error;
    }
    this.#skip(this.#padding);
  }

  #startMember(): void {
    const header = this.#header;
    if (header === undefined) throw this.#error('E_INTERNAL', 'a member without a header');
    this.#entries += 1;
    if (this.#entries > this.#options.maxEntries) {
      throw this.#error('E_LIMIT', `more than ${this.#options.maxEntries} entries`);
    }
    const member = joinMember(header, this.#prelude, this.#options, (problem) => this.#tell(problem));
    this.#prelude = {};
    this.#padding = paddingOf(member.storedSize);
    const { entry } = member;
    const interest = entry === undefined ? 'skip' : this.#visitor.entry(entry);
    if (entry === undefined || interest === 'skip' || entry.kind !== 'file' || member.sparse) {
      if (entry?.kind === 'file' && interest !== 'skip') {
        const message = 'the file is stored with holes, which are not read';
        this.#tell({ code: 'E_INCOMPLETE', message, where: entry.path, incomplete: true });
      }
      this.#skip(member.storedSize + this.#padding);
      return;
    }
    if (this.#visitor.bodyAt !== undefined) {
      this.#skip(member.storedSize + this.#padding);
      this.#visitor.bodyAt(entry, interest, this.#position);
      return;
    }
    this.#entry = entry;
    this.#remaining = member.storedSize;
    this.#expect(interest === 'head' && this.#visitor.head !== undefined ? 'head' : 'body');
    if (member.storedSize === 0) this.#collect(Buffer.alloc(0), 0);
  }

  /** Bytes of a body that is wanted are handed on as they come; a head, or the body of a meta member, is collected. */
  #collect(bytes: Buffer, at: number): number {
    if (this.#state === 'head') return this.#collectHead(bytes, at);
    if (this.#state === 'body') return this.#handOn(bytes, at);
    const count = Math.min(this.#remaining, bytes.length - at);
    this.#position += count;
    this.#remaining -= count;
    if (this.#remaining > 0 || this.#collector.length > 0) {
      this.#collector.add(bytes.subarray(at, at + count), this.#collector.length + count + this.#remaining);
    }
    if (this.#remaining > 0) return at + count;
    const whole = this.#collector.length > 0 ? this.#collector.bytes() : bytes.subarray(at, at + count);
    this.#finishMeta(whole);
    this.#collector.reset();
    return at + count;
  }

  #handOn(bytes: Buffer, at: number): number {
    const entry = this.#entry;
    if (entry === undefined) throw this.#error('E_INTERNAL', 'a body without a member');
    const count = Math.min(this.#remaining, bytes.length - at);
    this.#position += count;
    this.#remaining -= count;
    const left = this.#remaining;
    if (left === 0) this.#skip(this.#padding);
    this.#visitor.body(entry, bytes.subarray(at, at + count), left);
    return at + count;
  }

  #collectHead(bytes: Buffer, at: number): number {
    const entry = this.#entry;
    if (entry === undefined) throw this.#error('E_INTERNAL', 'a head without a member');
    const wanted = Math.min(headBytes, entry.size);
    const collected = this.#collector.length;
    const available = Math.min(wanted - collected, bytes.length - at);
    if (collected + available < wanted) {
      this.#collector.add(bytes.subarray(at, at + available), wanted);
      this.#position += available;
      this.#remaining -= available;
      return at + available;
    }
    // The bytes stay unread in the chunk while the visitor decides: a body that lies in this chunk is then handed on in one piece.
    if (collected === 0) {
      const keep = this.#visitor.head?.(entry, bytes.subarray(at, at + available)) ?? true;
      if (keep) this.#expect('body');
      else this.#skip(this.#remaining + this.#padding);
      return keep && this.#remaining === 0 ? this.#handOn(bytes, at) : at;
    }
    this.#collector.add(bytes.subarray(at, at + available), wanted);
    this.#position += available;
    this.#remaining -= available;
    const head = this.#collector.bytes();
    const left = this.#remaining;
    const keep = this.#visitor.head?.(entry, head) ?? true;
    if (keep && left > 0) this.#expect('body');
    else this.#skip(left + this.#padding);
    if (keep) this.#visitor.body(entry, head, left);
    this.#collector.reset();
    return at + available;
  }

  #skip(count: number): void {
    this.#remaining = count;
    this.#expect(count === 0 ? 'header' : 'skip');
  }

  #expect(state: State): void {
    this.#state = state;
  }

  #tell(problem: TarProblem): void {
    if (this.#options.onProblem !== undefined) this.#options.onProblem(problem);
    else throw new SeaworthyError(problem.code, problem.message, { where: this.#place(problem.where) });
  }

  #error(code: ErrorCode, message: string, offset = this.#position): SeaworthyError {
    return new SeaworthyError(code, message, { where: this.#place(`offset ${offset}`) });
  }

  #place(detail: string): string {
    return this.#options.where === undefined ? detail : `${this.#options.where}, ${detail}`;
  }
}

const paddingOf = (size: number): number => (tarBlock - (size % tarBlock)) % tarBlock;

const isEmpty = (prelude: MemberPrelude): boolean =>
  prelude.pax === undefined && prelude.gnuName === undefined && prelude.gnuLink === undefined;
