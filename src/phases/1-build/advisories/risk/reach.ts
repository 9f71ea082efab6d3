import type { RiskFactorRule } from './rule.ts';

/** A way to it is no proof that somebody can go it, so that the step up is small; what is not in the program nobody can use. */
const [reachable, absent] = [1.25, 0.05];

export const reach: RiskFactorRule = {
  id: 'reach',
  title: 'Whether the program comes to the code that has the flaw',
  weigh({ reach: state }) {
    if (state === 'reachable') return { multiply: reachable, why: 'the program comes to code that has the flaw' };
    if (state === 'absent') return { multiply: absent, why: 'no code that has the flaw is in the program' };
    return state === 'present'
      ? { multiply: 1, why: 'code that has the flaw is in the program; a way there was not seen' }
      : undefined;
  },
};
