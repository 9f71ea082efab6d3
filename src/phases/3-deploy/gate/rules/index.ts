import { attestedRuleKind } from './attested.ts';
import { findingsRuleKind } from './findings.ts';
import { imageSourceRuleKind } from './image-source.ts';
import { podSecurityRuleKind } from './pod-security.ts';
import type { RuleKind } from './rule-kind.ts';
import { scannedRuleKind } from './scanned.ts';
import { signedByRuleKind } from './signed-by.ts';

/** Every kind of rule that a gate may have. A new one is one file beside these and one line here. */
export const ruleKinds: readonly RuleKind[] = [
  podSecurityRuleKind,
  imageSourceRuleKind,
  signedByRuleKind,
  attestedRuleKind,
  scannedRuleKind,
  findingsRuleKind,
];
