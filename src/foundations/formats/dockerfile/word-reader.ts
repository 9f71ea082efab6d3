/** What reads a word from left to right, for those who expand a part of it. */
export interface WordReader {
  /** The next character without taking it; empty at the end. */
  peek(): string;
  take(): string;
  /** A name: letters, digits and `_`; digits alone; or one special parameter (POSIX shell, 2.5.2). */
  name(): string;
  lookUp(name: string): string | undefined;
  /** The value that stands for the name; without one nothing does, and the name is noted as missing. */
  need(name: string): string;
  /** Reads up to `stop` and takes it; to the end when `stop` is empty. `keepEscapes` leaves escape characters in, for a pattern. */
  until(stop: string, keepEscapes: boolean): { readonly value: string; readonly words: readonly string[] };
}
