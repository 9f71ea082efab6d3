import type { RiskFactorRule } from './rule.ts';

/** Not decided by its maker: reported, because it is not assessed, but behind what is certain. */
export const decided: RiskFactorRule = {
  id: 'decided',
  title: 'Whether its maker has decided',
  weigh: ({ undecided }) =>
    undecided ? { multiply: 0.5, why: 'its maker has not decided whether it is affected' } : undefined,
};

export const comparison: RiskFactorRule = {
  id: 'comparison',
  title: 'Whether the versions compare well',
  weigh: ({ doubts }) => (doubts.length > 0 ? { multiply: 0.5, why: doubts.join(' ') } : undefined),
};
