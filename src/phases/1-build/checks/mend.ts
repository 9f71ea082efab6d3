/** What is to be changed so that one place keeps a check, or why that is not for a program to say. */
export type Mend<Change> =
  | {
      readonly changes: readonly [Change, ...Change[]];
      /** Set where what runs may notice: it is done only where somebody asks for the check by name. What may be noticed, as a clause. */
      readonly asked?: string;
    }
  | { readonly why: string };

/** How places of a check are mended. Pure; what it changes is read again and judged before anybody believes it. */
export interface Mender<View, Found, Change> {
  /** What is written, in a few words: `--no-cache behind apk add`. */
  readonly does: string;
  mend(found: Found, view: View): Mend<Change>;
}

/** What became of one place that does not keep a check. */
export interface MendedPlace {
  readonly check: string;
  readonly title: string;
  /** The line in the file as it was when this was looked at, from 1. */
  readonly line: number;
  /** `mended`, or `kept` as it is; `asked` where it would be mended if somebody asked for it by name. */
  readonly state: 'mended' | 'kept' | 'asked';
  /** Why it is kept, or what may be noticed. */
  readonly why?: string;
}

/** A file after all that could be mended. */
export interface MendedText {
  readonly text: string;
  readonly places: readonly MendedPlace[];
}

/** Changes of one file; what is beyond is told, and mended when it is run again. */
export const maxMends = 400;

/** What is told of a check that nobody can mend. */
export const byHand = 'what should stand there is yours to say';

/** What is told where an exception sets aside some of what a check finds in the file: which of its places that is, is not known any more once others are mended. */
export const setAside = 'an exception sets aside some of what this check finds here';
