/** A small true example of what an extractor reads, and what must come out of it; the contract test runs it. */
export interface Example {
  readonly path: string;
  /** Permission bits; 0o644 when absent. */
  readonly mode?: number;
  readonly bytes: Uint8Array;
  /** Further files that tell more of the same packages, such as lists of files; read for what the extractor says that it gives. */
  readonly beside?: readonly Pick<Example, 'path' | 'bytes'>[];
  /** `name@version`, sorted. */
  readonly packages: readonly string[];
}
