import type { Risk, RiskFactor } from '../../../../core/index.ts';
import { comparison, decided } from './certainty.ts';
import { codeFree } from './code-free.ts';
import { endOfLife } from './end-of-life.ts';
import { fixability } from './fixability.ts';
import { impact } from './impact.ts';
import { likelihood } from './likelihood.ts';
import { reach } from './reach.ts';
import type { RiskFactorRule, RiskFacts } from './rule.ts';

/** The rules in the order in which they are told. A later one ("in use at run time") is one more line. */
export const riskFactors: readonly RiskFactorRule[] = [
  likelihood,
  impact,
  fixability,
  codeFree,
  reach,
  endOfLife,
  decided,
  comparison,
];

/**
 * The risk of one finding, 0 to 100:
 *
 *     100 × likelihood (0.1–1) × impact (0.05–1) × every modifier that applies, cut off at 100
 *
 * Likelihood times impact is what risk means everywhere; a product, and not a sum, so that a flaw that nobody can use and a flaw that does no
 * harm both end low. Likelihood comes from what has happened (KEV), else from what is expected (EPSS); impact from the severity, made finer by
 * CVSS within its band. What follows: exploited and critical is 87 to 100; exploited and low is 10 to 39, still before a critical flaw that nobody
 * is expected to use (about 10); an expected one lies between. Raising EPSS, KEV or a severity somebody has given never lowers the score. Every
 * rule only multiplies, so each can be read, and doubted, by itself.
 */
export function riskOf(facts: RiskFacts, rules: readonly RiskFactorRule[] = riskFactors): Risk {
  let score = 100;
  const factors: RiskFactor[] = [];
  for (const rule of rules) {
    const weight = rule.weigh(facts);
    if (!weight) continue;
    score *= weight.multiply;
    factors.push({ name: rule.id, effect: `× ${Number(weight.multiply.toFixed(2))}`, why: weight.why });
  }
  return { score: Math.round(Math.min(100, Math.max(0, score)) * 10) / 10, factors };
}
