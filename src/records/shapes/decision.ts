import type { Decision, RuleAssessment } from '../../core/index.ts';
import { anything, digest, flag, list, object, oneOf, optional, type Shape, text } from '../shape.ts';
import { evidenceShape } from './evidence.ts';
import { suppressionShape } from './finding.ts';
import { subjectShape } from './subject.ts';

export const decisionShape: Shape<Decision> = object<Decision>({
  subject: subjectShape,
  allowed: flag,
  results: list(
    object<RuleAssessment>({
      check: text,
      rule: text,
      subject: optional(subjectShape),
      state: oneOf('pass', 'fail', 'not-assessed', 'excepted'),
      action: oneOf('enforce', 'warn', 'audit'),
      message: text,
      evidence: list(evidenceShape),
      remedy: optional(text),
      exception: optional(suppressionShape),
    }),
  ),
  warnings: list(text),
  patches: list(object<Decision['patches'][number]>({ op: text, path: text, value: optional(anything) })),
  inputsDigest: digest,
  policyDigest: digest,
});
