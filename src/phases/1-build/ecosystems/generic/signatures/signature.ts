/** Software that says in its own bytes which version it is. Data: one more is one more entry in a list of `products/`. */
export interface Signature {
  /** As in `pkg:generic/NAME`. */
  readonly name: string;
  /** What its programs and libraries are called, with one star at most: the same words stand in the bytes of others, so that the name must fit as well. */
  readonly files: readonly string[];
  /**
   * Where the version stands, in a group of that name, the surest first: of the first that is found the first place counts. They are looked for in the
   * bytes as Latin-1, a window at a time, so that none may match more than `longestMark` bytes. A string ends with a zero byte; what stands before it is
   * not certain, since linkers put one that ends another into that (`prefix/3.12.1`).
   */
  readonly marks: readonly RegExp[];
  /** Id of the order that compares its versions. */
  readonly versionOrder: string;
}

/** Bytes that a mark may be long. */
export const longestMark = 512;
