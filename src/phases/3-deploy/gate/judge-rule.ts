import { type Evidence, printable, type RuleResult } from '../../../core/index.ts';
import { isInForce, told, waives } from './exceptions.ts';
import type { Assessment, Exception, Offence, Rule } from './gate.ts';

/** Evidence of one result that is told one by one. */
const maxEvidence = 50;
/** Offences that a message names. */
const named = 3;

/**
 * The result of one rule about one thing. The only place where exceptions count: an offence that is waived is still looked for, so that it is known whether
 * the exception is still needed. More sure offences than a limit allows fail; what could not be found out keeps from passing, never from failing.
 */
export function judgeRule(
  rule: Rule,
  subject: string,
  assessment: Assessment,
  exceptions: readonly Exception[],
  now: Date,
): RuleResult {
  const result = resultOf(rule, subject, assessment, exceptions, now);
  // Names of pods and images, and what registries say, are words of strangers.
  return {
    ...result,
    message: printable(result.message),
    evidence: result.evidence.map((one) => ({ ...one, statement: printable(one.statement) })),
  };
}

function resultOf(
  rule: Rule,
  subject: string,
  assessment: Assessment,
  exceptions: readonly Exception[],
  now: Date,
): RuleResult {
  const inForce = exceptions.filter((exception) => isInForce(exception, now));
  const used = new Set<Exception>();
  const left = (offences: readonly Offence[]): readonly Offence[] =>
    offences.filter(({ ids }) => {
      const waiver = inForce.find((exception) => waives(exception, ids));
      if (waiver !== undefined) used.add(waiver);
      return waiver === undefined;
    });
  const limits = assessment.limits.map((limit) => ({ ...limit, left: left(limit.offences) }));
  const failed = limits.filter(({ left: offences, max }) => offences.filter(({ sure }) => sure).length > max);
  const doubtful = limits.filter(({ left: offences, max }) => offences.length > max);
  const whole = inForce.find(({ only }) => only === undefined);
  const base = { rule: rule.id, action: rule.mode };
  const notes = exceptionNotes(exceptions, used, now, whole);
  if (failed.length > 0) {
    const offences = failed.flatMap(({ left: some }) => some).filter(({ sure }) => sure);
    return {
      ...base,
      state: 'fail',
      message: `${subject}: ${summary(offences)}`,
      evidence: [...assessment.evidence, ...evidenceOf(offences), ...notes],
      remedy: remedies(offences),
    };
  }
  const offences = doubtful.flatMap(({ left: some }) => some);
  const why = assessment.unknown?.why ?? (offences.length > 0 ? summary(offences) : undefined);
  if (why !== undefined && whole === undefined) {
    const remedy = assessment.unknown?.remedy ?? remedies(offences);
    return {
      ...base,
      state: 'not-assessed',
      message: `${subject}: could not be determined: ${why}`,
      evidence: [...assessment.evidence, ...evidenceOf(offences), ...notes],
      remedy,
    };
  }
  const waived = why !== undefined && whole !== undefined ? [whole] : [...used];
  const exception = waived[0];
  const excepted = assessment.limits
    .flatMap((limit) => limit.offences)
    .filter(({ ids }) => inForce.some((one) => waives(one, ids)));
  return {
    ...base,
    state: 'pass',
    message:
      exception === undefined
        ? `${subject}: ${assessment.good}`
        : `${subject}: passes by exception of ${told(exception)}; without it: ${why ?? summary(excepted)}`,
    evidence: [...assessment.evidence, ...evidenceOf(excepted), ...notes],
    ...(exception === undefined
      ? {}
      : { exception: { by: exception.owner, reason: exception.reason, until: exception.expires } }),
  };
}

function summary(offences: readonly Offence[]): string {
  const rest = offences.length > named ? `; and ${offences.length - named} more` : '';
  return `${offences
    .slice(0, named)
    .map(({ evidence }) => evidence.statement.replace(/\.$/, ''))
    .join('; ')}${rest}`;
}

function evidenceOf(offences: readonly Offence[]): readonly Evidence[] {
  const rest = offences.length - maxEvidence;
  const more: readonly Evidence[] = rest > 0 ? [{ kind: 'context', statement: `${rest} more, not listed.` }] : [];
  return [...offences.slice(0, maxEvidence).map(({ evidence }) => evidence), ...more];
}

function remedies(offences: readonly Offence[]): string {
  const all = [...new Set(offences.map(({ remedy }) => remedy))];
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
