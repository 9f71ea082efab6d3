/** A way to be wrong that users of scanners have met, and what must come out instead. */
export interface Trap {
  readonly id: string;
  /** What went wrong for them, in one line. */
  readonly title: string;
  /** What must hold, each with a test that throws where it does not. */
  readonly cases: Readonly<Record<string, () => Promise<void>>>;
}
