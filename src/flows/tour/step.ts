import type { Report } from '../../core/index.ts';
import type { Settings } from '../settings.ts';

/** What the stations hand on to one another. */
export interface TourState {
  readonly tourDirectory: string;
  readonly settings: Settings;
  report?: Report;
}

/** One station of the tour. */
export interface TourStep {
  readonly title: string;
  /** Says a few short lines; puts what later stations need into the state. */
  run(state: TourState, say: (line: string) => void): Promise<void>;
}
