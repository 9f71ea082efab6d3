import type { Report, Voyage } from '../../core/index.ts';
import type { Settings } from '../settings.ts';

/** What the stations hand on to one another. */
export interface TourState {
  /** What the repository ships for the tour. */
  readonly tourDirectory: string;
  /** A folder that is thrown away afterwards: a copy of the image layout, keys, database, ledger. */
  readonly work: string;
  /** The layout in `work`, for targets: `oci:…/image:1`. */
  image(tag: '1' | '2'): string;
  readonly settings: Settings;
  /** The newest scan. */
  report?: Report;
  voyage?: Voyage;
}

/** One station of the tour. */
export interface TourStep {
  readonly title: string;
  /** Says a few short lines; puts what later stations need into the state. */
  run(state: TourState, say: (line: string) => void): Promise<void>;
}
