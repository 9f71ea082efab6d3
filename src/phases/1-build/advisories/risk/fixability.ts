import type { VersionFix } from '../../../../core/index.ts';
import type { RiskFactorRule } from './rule.ts';

/** Breaks ties only: of two equal flaws the one comes first about which something can be done today. */
const weights: Readonly<Record<VersionFix['state'], { readonly multiply: number; readonly why: string } | undefined>> =
  {
    fixed: undefined,
    unfixed: { multiply: 0.98, why: 'there is no fixed version to go to yet' },
    unknown: { multiply: 0.98, why: 'no fixed version is named' },
    'wont-fix': { multiply: 0.97, why: 'no fix will come' },
    'end-of-life': { multiply: 0.97, why: 'nobody looks after it any more, so no fix will come' },
  };

export const fixability: RiskFactorRule = {
  id: 'fixability',
  title: 'Whether something can be done',
  weigh: ({ fix }) => weights[fix.state],
};
