import { type Evidence, printable, type RuleAssessment, stateOf } from '../../../core/index.ts';
import { isInForce, told, waives } from './exceptions.ts';
import type { Fault } from './fault.ts';
import type { Evaluation, Exception, GateRule } from './gate.ts';

/** Evidence of one result that is told one by one. */
const maxEvidence = 50;
/** Offences that a message names. */
const named = 3;

/**
 * The result of one rule about one thing. The only place where exceptions count: an fault that is waived is still looked for, so that it is known whether
 * the exception is still needed. More sure faults than a limit allows fail; what could not be found out keeps from passing, never from failing.
 */
export function judgeRule(
  rule: GateRule,
  subject: string,
  evaluation: Evaluation,
  exceptions: readonly Exception[],
  now: Date,
): RuleAssessment {
  const result = resultOf(rule, subject, evaluation, exceptions, now);
  // Names of pods and images, and what registries say, are words of strangers.
  return {
    ...result,
    message: printable(result.message),
    evidence: result.evidence.map((one) => ({ ...one, statement: printable(one.statement) })),
  };
}

function resultOf(
  rule: GateRule,
  subject: string,
  evaluation: Evaluation,
  exceptions: readonly Exception[],
  now: Date,
): RuleAssessment {
  const inForce = exceptions.filter((exception) => isInForce(exception, now));
  const used = new Set<Exception>();
  const left = (faults: readonly Fault[]): readonly Fault[] =>
    faults.filter(({ ids }) => {
      const waiver = inForce.find((exception) => waives(exception, ids));
      if (waiver !== undefined) used.add(waiver);
      return waiver === undefined;
    });
  const limits = evaluation.limits.map((limit) => ({ ...limit, left: left(limit.faults) }));
  const failed = limits.filter(({ left: faults, max }) => faults.filter(isSure).length > max);
  const doubtful = limits.filter(({ left: faults, max }) => faults.length > max);
  const whole = inForce.find(({ only }) => only === undefined);
  const base = { check: rule.id, rule: rule.id, action: rule.mode };
  const notes = exceptionNotes(exceptions, used, now, whole);
  if (failed.length > 0) {
    const faults = failed.flatMap(({ left: some }) => some).filter(isSure);
    return {
      ...base,
      state: 'fail',
      message: `${subject}: ${summary(faults)}`,
      evidence: [...evaluation.evidence, ...evidenceOf(faults), ...notes],
      remedy: remedies(faults),
    };
  }
  const faults = doubtful.flatMap(({ left: some }) => some);
  const why = evaluation.unknown?.why ?? (faults.length > 0 ? summary(faults) : undefined);
  if (why !== undefined && whole === undefined) {
    const remedy = evaluation.unknown?.remedy ?? remedies(faults);
    return {
      ...base,
      state: 'not-assessed',
      message: `${subject}: could not be determined: ${why}`,
      evidence: [...evaluation.evidence, ...evidenceOf(faults), ...notes],
      remedy,
    };
  }
  const waived = why !== undefined && whole !== undefined ? [whole] : [...used];
  const exception = waived[0];
  const excepted = evaluation.limits
    .flatMap((limit) => limit.faults)
    .filter(({ ids }) => inForce.some((one) => waives(one, ids)));
  return {
    ...base,
    state: stateOf(false, false, exception !== undefined),
    message:
      exception === undefined
        ? `${subject}: ${evaluation.good}`
        : `${subject}: passes by exception of ${told(exception)}; without it: ${why ?? summary(excepted)}`,
    evidence: [...evaluation.evidence, ...evidenceOf(excepted), ...notes],
    ...(exception === undefined
      ? {}
      : { exception: { by: exception.owner, reason: exception.reason, until: exception.expires } }),
  };
}

const isSure = ({ state }: Fault): boolean => state === 'fail';

function summary(faults: readonly Fault[]): string {
  const rest = faults.length > named ? `; and ${faults.length - named} more` : '';
  return `${faults
    .slice(0, named)
    .map(({ message }) => message.replace(/\.$/, ''))
    .join('; ')}${rest}`;
}

function evidenceOf(faults: readonly Fault[]): readonly Evidence[] {
  const rest = faults.length - maxEvidence;
  const more: readonly Evidence[] = rest > 0 ? [{ kind: 'context', statement: `${rest} more, not listed.` }] : [];
  return [...faults.slice(0, maxEvidence).flatMap(({ evidence }) => evidence), ...more];
}

function remedies(faults: readonly Fault[]): string {
  const all = [...new Set(faults.map(({ remedy }) => remedy))];
  const rest = all.length > named ? ` And ${all.length - named} more.` : '';
  return `${all.slice(0, named).join(' ')}${rest}`;
}

function exceptionNotes(
  exceptions: readonly Exception[],
  used: ReadonlySet<Exception>,
  now: Date,
  whole: Exception | undefined,
): readonly Evidence[] {
  return exceptions.map((exception): Evidence => {
    const what = exception.only === undefined ? 'the whole rule' : exception.only.join(', ');
    const state = !isInForce(exception, now)
      ? 'has expired'
      : used.has(exception)
        ? 'is in force'
        : exception === whole
          ? 'holds, and is not needed for what was found'
          : 'is not needed here';
    return { kind: 'context', statement: `The exception for ${what} by ${told(exception)} ${state}.` };
  });
}
