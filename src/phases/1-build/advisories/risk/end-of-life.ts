import type { RiskFactorRule } from './rule.ts';

export const endOfLife: RiskFactorRule = {
  id: 'end-of-life',
  title: 'Whether its distribution is still looked after',
  weigh({ pastEndOfLife }) {
    if (!pastEndOfLife) return undefined;
    const { name, date } = pastEndOfLife;
    return {
      multiply: 1.05,
      why: `${name} is past its end of life since ${date}: later flaws of the same package are not told`,
    };
  },
};
