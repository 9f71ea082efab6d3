import type { RiskFactorRule } from './rule.ts';

/** Exploited already. The small step to 1 is left for what is exploited on a large scale. */
const exploited = 0.97;
const exploitedByRansomware = 1;

/**
 * EPSS spreads over five orders of magnitude and nearly all CVEs are below 1 %: taken as it is, everything that is not exploited would be 0. The
 * square root keeps the order and makes the differences visible: 0.1 % → 0.13, 1 % → 0.18, 10 % → 0.35, 50 % → 0.67, 100 % → 0.90. The floor of 0.1
 * is because EPSS knows nothing of this place; the top of 0.9 keeps every forecast below what has happened.
 */
const fromEpss = (probability: number): number => 0.1 + 0.8 * Math.sqrt(Math.min(1, Math.max(0, probability)));

/** Assumed where nobody gives a probability: a new flaw, or one without a CVE id. About the average of all CVEs. */
const assumedProbability = 0.01;

export const likelihood: RiskFactorRule = {
  id: 'likelihood',
  title: 'How likely it is to be exploited',
  weigh({ exploitation: { known, epss, ssvc } }) {
    if (known?.ransomware) return { multiply: exploitedByRansomware, why: 'exploited in the wild, by ransomware too' };
    if (known) return { multiply: exploited, why: 'exploited in the wild' };
    if (ssvc?.exploitation === 'active') return { multiply: exploited, why: 'exploited in the wild, says CISA (SSVC)' };
    if (!epss)
      return { multiply: fromEpss(assumedProbability), why: 'nobody has estimated how likely it is to be exploited' };
    const share = (epss.probability * 100).toFixed(epss.probability < 0.001 ? 2 : 1);
    return { multiply: fromEpss(epss.probability), why: `${share} % probability of exploitation in the next 30 days` };
  },
};
