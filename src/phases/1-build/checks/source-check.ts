import type { Check } from '../../../core/index.ts';
import type { Mender } from './mend.ts';

/**
 * A check of what people write: one file of data and a pure function, `FAMILY/NAME`. Its aliases work in ignore comments, its examples are whole files, and
 * its frameworks are made by `controls`. `View` is what its family makes of the files, `Found` one place where the check is not kept, `Change` how one is
 * mended.
 */
export interface SourceCheck<View, Found, Change = never> extends Check<string> {
  /** Raised whenever the same files would be judged otherwise. */
  readonly version: number;
  look(view: View): Iterable<Found>;
  /** Absent where only a person can say what should stand there. */
  readonly mender?: Mender<View, Found, Change>;
}
