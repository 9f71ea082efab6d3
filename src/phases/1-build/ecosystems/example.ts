/** A small true example of what an extractor reads, and what must come out of it; the contract test runs it. */
export interface Example {
  readonly path: string;
  /** Permission bits; 0o644 when absent. */
  readonly mode?: number;
  readonly bytes: Uint8Array;
  /** `name@version`, sorted. */
  readonly packages: readonly string[];
}
