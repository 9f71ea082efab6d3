import { isIncomplete } from '../../core/index.ts';
import type { TourStep } from './step.ts';

/** Says what was not looked at, and how to go on. */
export const adviseStep: TourStep = {
  title: 'And what was not looked at',
  async run({ report }, say) {
    if (!report) return;
    const { coverage } = report;
    for (const { message, where } of coverage.problems) say(`${where}: ${message}`);
    for (const { type, packages, why } of coverage.unjudged) say(`${packages} of type ${type}: ${why}`);
    say(
      isIncomplete(coverage)
        ? 'This scan is incomplete: a real one would exit with 5.'
        : 'Nothing was skipped: every file that could be evidence was read.',
    );
  },
};
