import { isExploited } from '../../core/index.ts';
import { diffReports } from '../diff/index.ts';
import { scan } from '../scan.ts';
import type { TourStep } from './step.ts';

/** Scans the image as it was built anew with one thing mended, and says what that changed. */
export const fixStep: TourStep = {
  title: 'Build again, with one thing mended',
  async run(state, say) {
    const before = state.report;
    const after = await scan(state.image('2'), state.settings);
    state.report = after;
    if (!before) return;
    const { findings } = diffReports(before, after);
    say(`golang.org/x/net is newer: ${findings.gone.length} findings are gone, ${findings.appeared.length} appeared`);
    for (const gone of findings.gone.slice(0, 4))
      say(`− ${gone.id}${isExploited(gone) ? ', exploited in the wild' : ''}`);
  },
};
