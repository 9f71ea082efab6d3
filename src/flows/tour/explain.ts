import type { TourStep } from './step.ts';

/** Takes the riskiest finding and shows the chain from bytes to verdict. */
export const explainStep: TourStep = {
  title: 'Why: the first finding, from bytes to verdict',
  async run({ report }, say) {
    const first = report?.findings[0];
    if (!first) return;
    say(`${first.id} in ${first.package?.name ?? first.location.path}, risk ${Math.round(first.risk.score)} of 100`);
    for (const { statement } of first.evidence) say(`→ ${statement}`);
    say(`What to do: ${first.fix.advice}`);
  },
};
