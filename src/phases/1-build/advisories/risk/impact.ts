import type { Severity } from '../../../../core/index.ts';
import type { RiskFactorRule } from './rule.ts';

/**
 * What a severity is worth, on the scale of CVSS scores. The bands do not touch, so a worse severity always weighs more. `unknown` weighs like a
 * medium one: silence is not harmlessness. `negligible` stays near nothing whatever the score says: it is the vendor's word that the flaw is no
 * security problem as packaged.
 */
const bands: Readonly<Record<Severity, { readonly low: number; readonly high: number; readonly usual: number }>> = {
  unknown: { low: 5, high: 5, usual: 5 },
  negligible: { low: 0.5, high: 0.5, usual: 0.5 },
  low: { low: 1, high: 3.9, usual: 2.5 },
  medium: { low: 4, high: 6.9, usual: 5.5 },
  high: { low: 7, high: 8.9, usual: 8 },
  critical: { low: 9, high: 10, usual: 9.5 },
};

export const impact: RiskFactorRule = {
  id: 'impact',
  title: 'How bad it is',
  weigh({ severity, severitySource, cvss }) {
    const band = bands[severity];
    const score = cvss.length > 0 ? Math.max(...cvss.map((rating) => rating.score)) : undefined;
    if (severity === 'unknown')
      return { multiply: band.usual / 10, why: 'nobody has said how bad it is: taken as medium' };
    const worth = score === undefined ? band.usual : Math.min(band.high, Math.max(band.low, score));
    const scored = score === undefined ? '' : `, highest CVSS score ${score.toFixed(1)}`;
    return { multiply: worth / 10, why: `${severity}, says ${severitySource}${scored}` };
  },
};
