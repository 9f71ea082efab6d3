/** A reader of hostile bytes, and true examples of what it reads. */
export interface FuzzTarget {
  /** What it reads, as a person would say. */
  readonly name: string;
  /** Bytes that it reads without an error; what is tried is made from these. */
  readonly seeds: readonly Uint8Array[];
  /** An answer, or one of our errors (`SeaworthyError`). Anything else that is thrown is a crash. */
  readonly read: (bytes: Uint8Array) => unknown;
}

/** Bytes from text, for seeds. */
export const text = (content: string): Uint8Array => Buffer.from(content);
/** The same of what is written as JSON. */
export const json = (content: unknown): Uint8Array => text(JSON.stringify(content));
