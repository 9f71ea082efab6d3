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
const byHand = 'what should stand there is yours to say';

/** What is told where an exception sets aside some of what a check finds in the file: which of its places that is, is not known any more once others are mended. */
const setAside = 'an exception sets aside some of what this check finds here';

/** What stands against a change of one place, before anybody has tried it. */
interface MendLeave {
  /** Whether an exception sets aside some of what the check finds. */
  readonly isSetAside: boolean;
  /** Whether somebody asked for the check by name. */
  readonly isAsked: boolean;
  /** Changes that the file may have still. */
  readonly left: number;
}

/** The changes that are to be tried at one place, or what becomes of it without any. */
export function changesOf<Change>(
  { isSetAside, isAsked, left }: MendLeave,
  mend: () => Mend<Change> | undefined,
): { readonly changes: readonly [Change, ...Change[]] } | Pick<MendedPlace, 'state' | 'why'> {
  const found = isSetAside ? { why: setAside } : (mend() ?? { why: byHand });
  if ('why' in found) return { state: 'kept', why: found.why };
  if (found.asked !== undefined && !isAsked) return { state: 'asked', why: found.asked };
  if (left <= 0) return { state: 'kept', why: `${maxMends} places were mended: run it again` };
  return { changes: found.changes };
}
