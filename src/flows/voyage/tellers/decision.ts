import { count, type Decision, type RuleResult } from '../../../core/index.ts';
import type { FullRecord } from '../../../foundations/ledger/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { members, text, texts } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first, shortText } from '../words.ts';

/** The answer of a gate and what each rule said. */
export const tellDecision: Teller = (record) => {
  const decision = readDecision(record);
  const { allowed, results, warnings } = decision;
  const spoke = results.filter(({ state, exception }) => state !== 'pass' || exception !== undefined);
  const passed = results.length - spoke.length;
  const refusing = spoke.filter(({ state, action }) => state !== 'pass' && action === 'enforce');
  const gate = text(members(members(record.payload).gate).name);
  const by = gate === '' ? 'the gate' : `gate ${gate}`;
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
  return [{ phase: 'deploy', title, outcome: allowed ? 'good' : 'bad', verdict: true, details }];
};

/** The decision in a record, alone or beside the facts it rests on. Throws `E_LEDGER` for another shape. */
export function readDecision(record: FullRecord): Decision {
  const payload = members(record.payload);
  const decision = typeof payload.allowed === 'boolean' ? payload : members(payload.decision);
  const whole =
    typeof decision.allowed === 'boolean' &&
    Array.isArray(decision.results) &&
    decision.results.every(isResult) &&
    Array.isArray(decision.warnings) &&
    texts(decision.warnings).length === decision.warnings.length &&
    typeof decision.policyDigest === 'string' &&
    typeof decision.inputsDigest === 'string';
  requireShape(record, 'decision', whole);
  return decision as unknown as Decision;
}

function isResult(value: unknown): boolean {
  const { rule, state, action, message, remedy } = members(value);
  return (
    [rule, state, action, message].every((one) => typeof one === 'string') &&
    (remedy === undefined || typeof remedy === 'string')
  );
}

const marks: Readonly<Record<RuleResult['state'], string>> = {
  pass: 'waived',
  fail: 'failed',
  'not-assessed': 'not assessed',
};

function lines({ rule, state, action, message, remedy, exception }: RuleResult): readonly string[] {
  const only = action === 'enforce' ? '' : ` (${action} only)`;
  const waived =
    exception === undefined
      ? []
      : [
          `waived by ${text(members(exception).by)}: ${text(members(exception).reason)}${
            typeof exception.until === 'string' ? `, until ${exception.until}` : ''
          }`,
        ];
  return [
    `${marks[state] ?? state}${only}: ${rule}: ${message}`,
    ...waived,
    ...(remedy === undefined || state === 'pass' ? [] : [`to do: ${remedy}`]),
  ];
}
