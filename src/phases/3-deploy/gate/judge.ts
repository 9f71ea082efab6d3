import { type Decision, formatPlatform, isKept, oneDay, type RuleAssessment, whyOf } from '../../../core/index.ts';
import { digestOfAny } from '../../../foundations/formats/index.ts';
import { podImages, podView } from '../../../foundations/kubernetes/index.ts';
import { type ExceptionPlace, exceptionsFor, isInForce, told } from './exceptions.ts';
import type { GateFacts, ImageFacts } from './facts.ts';
import type { Evaluation, Gate, GateRule } from './gate.ts';
import { evaluateImage, failing } from './judge-image.ts';
import { judgeRule } from './judge-rule.ts';
import { inScope } from './name-scope.ts';
import { isForImage, repositoryOf, rulesIn, tagOf } from './required-facts.ts';

/** Id of the result about images that no rule is about. */
export const imagesWithoutRule = 'images-without-rule';

/** How long before its end an exception is spoken of. */
const soon = 14 * oneDay;

/**
 * Whether it may run. Pure and synchronous: the same gate, facts and time give the same decision, so that a recorded snapshot can be judged again.
 * Every rule is judged, whatever the others say. A missing fact is never a pass.
 */
export function judge(gate: Gate, facts: GateFacts, now: Date): Decision {
  const inputsDigest = digestOfAny({ facts, now: now.toISOString() });
  return { ...weigh(gate, facts, now), inputsDigest, policyDigest: gate.digest };
}

/** An image with the repository that its name says; undefined where that cannot be read. */
interface NamedImage {
  readonly image: ImageFacts;
  readonly repository: string | undefined;
}

/**
 * The same without what it rests on: for whoever tells a decision in other words. `judged` are results for the same pod at the same time: what rules about
 * pods said is taken from there, since no fact about an image changes it.
 */
export function weigh(
  gate: Gate,
  facts: GateFacts,
  now: Date,
  judged: readonly RuleAssessment[] = [],
): Omit<Decision, 'inputsDigest' | 'policyDigest'> {
  const rules = rulesIn(gate, facts.namespace);
  const pod = facts.workload === undefined ? undefined : podView(facts.workload.podObject, facts.workload.podPath);
  const workload = facts.workload === undefined ? undefined : `${facts.workload.kind}/${facts.workload.name}`;
  const images = facts.images.map((image): NamedImage => ({ image, repository: repositoryOf(image.reference) }));
  const warnings: string[] = [];
  const decided: { readonly rule: GateRule | undefined; readonly result: RuleAssessment }[] = [];
  const place = (repository: string | undefined): ExceptionPlace => ({
    namespace: facts.namespace,
    workload,
    repository,
  });

  for (const rule of rules) {
    const { check } = rule;
    if (check.about === 'workload') {
      if (pod === undefined) {
        warnings.push(`Rule ${rule.id} is about pods, and none was given.`);
        continue;
      }
      const judge = (): RuleAssessment => {
        const evaluation = guarded(workload ?? 'pod', () => check.evaluate(pod, now));
        return judgeRule(rule, workload ?? 'pod', evaluation, exceptionsFor(gate, rule, place(undefined)), now);
      };
      decided.push({ rule, result: judged.find((one) => one.rule === rule.id) ?? judge() });
      continue;
    }
    for (const { image, repository } of images.filter((one) => isForImage(rule, one.repository))) {
      const evaluation = guarded(image.reference, () => evaluateImage(check, image, now));
      const result = judgeRule(rule, image.reference, evaluation, exceptionsFor(gate, rule, place(repository)), now);
      decided.push({ rule, result });
    }
  }
  const leftAlone = facts.namespace !== undefined && !inScope(gate.namespaces, facts.namespace);
  if (leftAlone) warnings.push(`The gate leaves namespace ${facts.namespace} alone.`);
  else for (const result of unruled(gate, rules, images)) decided.push({ rule: undefined, result });
  const unknownImages = pod !== undefined && !leftAlone ? missing(podImages(pod), facts) : [];
  warnings.push(...unknownImages.map((image) => `Nothing was found out about image ${image}.`));
  if (facts.namespace === undefined && gate.rules.some(({ namespaces }) => namespaces !== undefined))
    warnings.push('The namespace is not known: the rules of every namespace were applied.');
  warnings.push(...images.flatMap((image) => tagWarning(rules, image)));
  if (facts.nodes !== undefined && facts.images.some(({ variants }) => variants !== undefined))
    warnings.push(
      `Of indexes only what nodes of ${facts.nodes.map(formatPlatform).join(', ')} could pull was judged, by the word of the command.`,
    );
  warnings.push(...decided.flatMap(({ rule, result }) => warningOf(rule, result)));
  warnings.push(...exceptionWarnings(gate, decided, now));
  const lacking = unknownImages.length > 0 && needsImages(rules);
  return {
    subject: facts.subject,
    allowed: !lacking && decided.every(({ rule, result }) => !refuses(rule, result)),
    results: decided.map(({ result }) => result),
    warnings,
    patches: [],
  };
}

/** A rule that breaks down over what a stranger wrote has not judged it: that is a failure, whatever the gate says of what is not known. */
function guarded(subject: string, evaluate: () => Evaluation): Evaluation {
  try {
    return evaluate();
  } catch (error) {
    const why = whyOf(error);
    return failing(`A defect of Seaworthy keeps it from being judged: ${why}`, subject, ['defect'], {
      expected: 'an answer of the rule',
      remedy: 'Tell the makers of Seaworthy, with the object.',
    });
  }
}

/** What was judged is what the tag named then: whoever pulls later may get something else. */
function tagWarning(
  rules: readonly GateRule[],
  { image: { digest, reference }, repository }: NamedImage,
): readonly string[] {
  const tag = tagOf(reference);
  if (tag === undefined || !digest.known || !rules.some((rule) => isForImage(rule, repository))) return [];
  return [`Judged ${digest.value} for ${reference}: the tag ${tag} may name something else when a node pulls. Pin it.`];
}

/** Whether a result keeps the subject out. */
function refuses(rule: GateRule | undefined, result: RuleAssessment): boolean {
  if (result.action !== 'enforce' || isKept(result)) return false;
  return result.state === 'fail' || (rule?.unknown ?? 'refuse') === 'refuse';
}

function warningOf(rule: GateRule | undefined, result: RuleAssessment): readonly string[] {
  if (isKept(result) || result.action === 'audit' || refuses(rule, result)) return [];
  return [`${result.rule}: ${result.message}${result.remedy === undefined ? '' : ` ${result.remedy}`}`];
}

/** Images of the pod for which no facts came: a mistake of the caller, which must not open the gate. */
function missing(images: readonly string[], facts: GateFacts): readonly string[] {
  const given = new Set(facts.images.map(({ reference }) => reference));
  return images.filter((image) => !given.has(image));
}

const needsImages = (rules: readonly GateRule[]): boolean =>
  rules.some(({ check, mode, unknown }) => check.about === 'image' && mode === 'enforce' && unknown === 'refuse');

/** A result for every image that no rule is about, where the gate wants to know of them. */
function unruled(gate: Gate, rules: readonly GateRule[], images: readonly NamedImage[]): readonly RuleAssessment[] {
  // A gate that says nothing of images at all need not say so of each of them.
  const speaksOfImages = rules.some(({ check }) => check.about === 'image');
  if (gate.imagesWithoutRule === 'allow' || (gate.imagesWithoutRule === 'warn' && !speaksOfImages)) return [];
  return images
    .filter(({ repository }) => !rules.some((rule) => isForImage(rule, repository)))
    .map(({ image: { reference } }) => ({
      check: imagesWithoutRule,
      rule: imagesWithoutRule,
      state: 'fail',
      action: gate.imagesWithoutRule === 'refuse' ? 'enforce' : 'warn',
      message: `${reference}: no rule of the gate is about it`,
      evidence: [],
      remedy: 'Add its repository to the images of a rule, or say imagesWithoutRule: allow.',
    }));
}

/** Exceptions that end soon or have ended, of rules that had something to say here. */
function exceptionWarnings(
  gate: Gate,
  decided: readonly { readonly rule: GateRule | undefined; readonly result: RuleAssessment }[],
  now: Date,
): readonly string[] {
  return gate.exceptions.flatMap((exception) => {
    const own = decided.filter(({ rule }) => rule?.id === exception.rule);
    const inUse = own.some(
      ({ result }) => result.exception?.until === exception.expires && result.exception.by === exception.owner,
    );
    if (inUse && Date.parse(exception.expires) - now.getTime() < soon)
      return [`The exception to ${exception.rule} by ${told(exception)} ends soon.`];
    const fails = own.some(({ result }) => result.state === 'fail');
    return fails && !isInForce(exception, now)
      ? [`The exception to ${exception.rule} by ${told(exception)} has expired.`]
      : [];
  });
}
