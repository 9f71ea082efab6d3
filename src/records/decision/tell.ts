import { count, isKept, type RuleAssessment } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first, shortText } from '../sentences.ts';
import type { DecisionPayload } from './payload.ts';

/** The answer of a gate and what each rule said. */
export function tellDecision({ decision, gate }: DecisionPayload): readonly Told[] {
  const { allowed, results, warnings } = decision;
  const spoke = results.filter(({ state }) => state !== 'pass');
  const passed = results.length - spoke.length;
  const refusing = spoke.filter((one) => !isKept(one) && one.action === 'enforce');
  const by = gate.name === '' ? 'the gate' : `gate ${gate.name}`;
  const details = [
    ...refusing.flatMap(lines),
    ...spoke.filter((one) => !refusing.includes(one)).flatMap(lines),
    ...(passed > 0 ? [`${count(passed, 'rule')} passed`] : []),
    // What a rule that did not pass says stands above already.
    ...first(
      warnings
        .filter((warning) => !spoke.some(({ message }) => warning.includes(message)))
        .map((one) => `warning: ${one}`),
    ),
    `policy ${shortText(decision.policyDigest)}, inputs ${shortText(decision.inputsDigest)}`,
  ];
  const title = allowed
    ? `Admitted by ${by}${spoke.length > 0 ? `, with ${count(spoke.length, 'remark')}` : ''}`
    : `Refused by ${by}: ${refusing.map(({ rule }) => rule).join(', ') || 'see why'}`;
  return [{ title, outcome: allowed ? 'good' : 'bad', verdict: true, details }];
}

const marks: Readonly<Record<RuleAssessment['state'], string>> = {
  pass: 'passed',
  fail: 'failed',
  'not-assessed': 'not assessed',
  excepted: 'waived',
};

function lines({ rule, state, action, message, remedy, exception }: RuleAssessment): readonly string[] {
  const only = action === 'enforce' ? '' : ` (${action} only)`;
  const until = exception?.until === undefined ? '' : `, until ${exception.until}`;
  const waived = exception === undefined ? [] : [`waived by ${exception.by}: ${exception.reason}${until}`];
  return [
    `${marks[state]}${only}: ${rule}: ${message}`,
    ...waived,
    ...(remedy === undefined || isKept({ state }) ? [] : [`to do: ${remedy}`]),
  ];
}
