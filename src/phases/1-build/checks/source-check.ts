import type { Check } from '../../../core/index.ts';

/**
 * A check of what people write: one file of data and a pure function, `FAMILY/NAME`. Its aliases work in ignore comments, its examples are whole files, and
 * its frameworks are made by `controls`. `View` is what its family makes of the files, `Found` one place where the check is not kept.
 */
export interface SourceCheck<View, Found> extends Check<string> {
  /** Raised whenever the same files would be judged otherwise. */
  readonly version: number;
  look(view: View): Iterable<Found>;
}
