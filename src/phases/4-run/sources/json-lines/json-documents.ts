import { asSeaworthyError, SeaworthyError } from '../../../../core/index.ts';
import { parseJson } from '../../../../foundations/formats/index.ts';

/** Bounds on what is read. */
export const documentLimits = {
  /** Bytes of one line, and of one document over several. */
  bytes: 64 * 1024 * 1024,
  /** Objects and arrays inside one another. */
  depth: 100,
  /** Values of all kinds in one document. */
  values: 2_000_000,
} as const;

/** Takes the documents of a file as they come. */
export interface DocumentHandler {
  document(value: unknown): void;
  /** A line that is no document; reading goes on with the next. */
  malformed(problem: SeaworthyError): void;
}

/** One document out of bytes. Throws `E_FORMAT` and `E_LIMIT`. */
export function parseDocument(bytes: Uint8Array, where: string): unknown {
  const { bytes: maxBytes, depth: maxDepth, values: maxValues } = documentLimits;
  return parseJson(bytes, where, { maxBytes, maxDepth, maxValues });
}

const newline = 0x0a;

/**
 * Reads JSON, one document a line or one over all lines, out of portions of any size. A line that is no JSON is told and does not stop the reading, but for
 * the first: then the file is one document, or none at all.
 */
export class JsonDocuments {
  readonly #handler: DocumentHandler;
  readonly #where: string;
  #pending: Uint8Array[] = [];
  #bytes = 0;
  /** Past a line that is too long, up to its end. */
  #skipping = false;
  #lines = 0;
  /** What was read of a document over several lines; `undefined` where each line is one. */
  #whole: Uint8Array[] | undefined = [];
  #wholeBytes = 0;
  #first: SeaworthyError | undefined;

  constructor(handler: DocumentHandler, where: string) {
    this.#handler = handler;
    this.#where = where;
  }

  push(portion: Uint8Array): void {
    let from = 0;
    for (let at = portion.indexOf(newline); at >= 0; at = portion.indexOf(newline, from)) {
      this.#add(portion.subarray(from, at));
      this.#line();
      from = at + 1;
    }
    this.#add(portion.subarray(from));
  }

  /** Throws `E_FORMAT` or `E_LIMIT` where the file is no JSON at all. */
  end(): void {
    this.#line();
    if (this.#first === undefined || this.#whole === undefined) return;
    // The first line was no document, so all lines are one: what is wrong with it is wrong with the file.
    this.#handler.document(parseDocument(Buffer.concat(this.#whole), this.#where));
  }

  #add(part: Uint8Array): void {
    if (part.length === 0 || this.#skipping) return;
    this.#bytes += part.length;
    if (this.#bytes > documentLimits.bytes) {
      const problem = new SeaworthyError('E_LIMIT', `a line of more than ${documentLimits.bytes} bytes`, {
        where: `${this.#where}, line ${this.#lines + 1}`,
      });
      if (this.#whole !== undefined && this.#lines === 0) throw problem;
      this.#handler.malformed(problem);
      this.#skipping = true;
      this.#pending = [];
      return;
    }
    // The portion's memory may be used again by whoever gave it.
    this.#pending.push(Uint8Array.from(part));
  }

  #line(): void {
    const bytes = this.#pending.length === 1 ? (this.#pending[0] as Uint8Array) : Buffer.concat(this.#pending);
    const skipped = this.#skipping;
    this.#pending = [];
    this.#bytes = 0;
    this.#skipping = false;
    this.#lines += 1;
    if (skipped || isBlank(bytes)) return;
    if (this.#first !== undefined && this.#whole !== undefined) this.#keep(bytes);
    else this.#read(bytes);
  }

  #read(bytes: Uint8Array): void {
    try {
      const value = parseDocument(bytes, `${this.#where}, line ${this.#lines}`);
      this.#whole = undefined;
      this.#handler.document(value);
    } catch (error) {
      const problem = asSeaworthyError(error, 'E_FORMAT', 'not JSON');
      if (this.#whole === undefined) {
        this.#handler.malformed(problem);
      } else {
        this.#first = problem;
        this.#keep(bytes);
      }
    }
  }

  #keep(bytes: Uint8Array): void {
    this.#wholeBytes += bytes.length + 1;
    if (this.#wholeBytes > documentLimits.bytes) {
      throw new SeaworthyError('E_LIMIT', `JSON over several lines, of more than ${documentLimits.bytes} bytes`, {
        where: this.#where,
        next: 'Write one event a line.',
      });
    }
    this.#whole?.push(bytes, Uint8Array.of(newline));
  }
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
