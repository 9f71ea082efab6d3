/** Bounds of reading YAML, and what is thrown when it cannot be read. */
export interface YamlParsing {
  readonly maxTokens: number;
  readonly maxDocuments: number;
  /** Not well formed, at a place where one is known. */
  readonly fault: (why: string, at?: { readonly line: number; readonly col: number }, cause?: unknown) => Error;
  /** A bound was crossed. */
  readonly tooMuch: (what: string) => Error;
}
