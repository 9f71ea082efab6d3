import { placeOf } from '../../core/index.ts';
import type { TourStep } from './step.ts';

/** Takes the riskiest flaw and shows the chain from bytes to verdict. */
export const explainStep: TourStep = {
  title: 'Why: the riskiest flaw, from the bytes to the verdict',
  async run({ report }, say) {
    const first = report?.findings.find((one) => one.kind === 'vulnerability');
    if (!first) return;
    say(
      `${first.id} in ${first.package?.name ?? placeOf(first.location).path}, risk ${Math.round(first.risk.score)} of 100`,
    );
    for (const { statement } of first.evidence) say(`→ ${statement}`);
    say(`What to do: ${first.fix.advice}`);
  },
};
