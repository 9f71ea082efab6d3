import { formatPlatform } from '../../../core/index.ts';
import type { ImageFacts, ManifestFacts, NamedFacts } from './facts.ts';
import { type Fault, fault } from './fault.ts';
import type { Evaluation, Gate, ImageNeeds, RuleCheck } from './gate.ts';
import { repositoryOf } from './required-facts.ts';
import { notKnown } from './rules/signers-match.ts';

type ImageCheck = Extract<RuleCheck, { readonly about: 'image' }>;

/** Whether a rule looks at the image itself, and not at its name alone. */
const looksInside = ({ digest, signatures, attestations, scan, inUse }: ImageNeeds): boolean =>
  digest === true || scan === true || inUse === true || signatures !== undefined || attestations !== undefined;

/** Whether what the rule looks at is of one variant only: a scan of an index is a scan of one image in it, while a signature on it vouches for all. */
const isOfVariants = ({ scan, inUse }: ImageNeeds): boolean => scan === true || inUse === true;

/**
 * What a rule says of an image. Of an index it must hold for the index itself or for each image in it that a node could pull: else the trust of one would be
 * taken for the others. Pure.
 */
export function evaluateImage(check: ImageCheck, image: ImageFacts, now: Date): Evaluation {
  if (repositoryOf(image.reference) === undefined)
    return failing('It is not an image reference, so no node can pull it.', image.reference, ['reference'], {
      expected: 'registry/repository:tag or registry/repository@sha256:…',
      remedy: 'Write it as registry/repository:tag or registry/repository@sha256:…',
    });
  if (!looksInside(check.needs)) return check.evaluate(image, now);
  const { variants } = image;
  if (variants === undefined) return evaluateOne(check, image, now);
  const own = isOfVariants(check.needs) ? undefined : evaluateOne(check, image, now);
  if (own !== undefined && passes(own)) return own;
  const each = evaluateVariants(check, image, variants, now);
  if (own === undefined || passes(each)) return each;
  // The index itself may well be what is asked for: as long as nobody knows, it does not fail.
  if (own.unknown !== undefined) return { ...each, limits: [], unknown: own.unknown };
  return { ...each, limits: each.limits.map((limit) => ({ ...limit, faults: limit.faults.map(mendBy(own)) })) };
}

/** What would mend the index mends all that is in it. */
const mendBy =
  (own: Evaluation) =>
  (one: Fault): Fault => ({ ...one, remedy: own.limits[0]?.faults[0]?.remedy ?? one.remedy });

/**
 * Whether every one of the rules that signatures and attestations are looked for holds for the index itself: then nothing in it need be looked at for them.
 * Pure.
 */
export function holdsForIndex(gate: Gate, rules: readonly string[], index: NamedFacts, now: Date): boolean {
  return gate.rules
    .filter(({ id }) => rules.includes(id))
    .every(
      ({ check }) =>
        check.about !== 'image' ||
        !looksInside(check.needs) ||
        isOfVariants(check.needs) ||
        passes(evaluateOne(check, index, now)),
    );
}

/** Whether it passes without any exception, for sure. */
export const passes = ({ limits, unknown }: Evaluation): boolean =>
  unknown === undefined && limits.every(({ max, faults }) => faults.length <= max);

function evaluateOne(check: ImageCheck, image: NamedFacts, now: Date): Evaluation {
  if (image.flaw === undefined) return check.evaluate(image, now);
  const what = image.digest.known ? image.digest.value : image.reference;
  return failing(`It cannot be judged: ${image.flaw}`, what, ['image'], {
    expected: 'an image that can be looked at whole',
    remedy: 'Name an image that is there, is whole and keeps within the bounds.',
  });
}

function evaluateVariants(
  check: ImageCheck,
  image: ImageFacts,
  variants: NonNullable<ImageFacts['variants']>,
  now: Date,
): Evaluation {
  if (!variants.known)
    return notKnown(
      `which images the index holds: ${variants.why}`,
      'Make the registry reachable, so that the index can be read.',
    );
  if (variants.value.length === 0)
    return failing('The index holds no image that a node could pull.', nameOf(image), ['image'], {
      expected: 'an image for the platforms of the nodes',
      remedy: 'Build the image for the platforms of the nodes, or sign the index itself.',
    });
  const assessed = variants.value.map((variant) => {
    const { variants: _, platform: __, flaw: ___, ...rest } = image;
    return { variant, name: nameOf(variant), evaluation: evaluateOne(check, { ...rest, ...variant }, now) };
  });
  const open = assessed.find(({ evaluation }) => evaluation.unknown !== undefined);
  const unknown = open?.evaluation.unknown;
  const [first] = assessed;
  const every = `each of the ${assessed.length} images of the index`;
  return {
    limits: assessed.flatMap(({ variant, name, evaluation }) =>
      evaluation.limits.map((limit) => ({
        ...limit,
        faults: limit.faults.map((one) => ({
          ...one,
          message: `${name}: ${one.message}`,
          evidence: one.evidence.map((piece) => ({ ...piece, statement: `${name}: ${piece.statement}` })),
          remedy: remedyFor(one.remedy, variant),
        })),
      })),
    ),
    ...(open === undefined || unknown === undefined
      ? {}
      : { unknown: { why: `${open.name}: ${unknown.why}`, remedy: remedyFor(unknown.remedy, open.variant) } }),
    good: assessed.length === 1 ? (first?.evaluation.good ?? '') : `${every}: ${first?.evaluation.good}`,
    evidence: assessed.flatMap(({ name, evaluation }) =>
      evaluation.evidence.map((one) => ({ ...one, statement: `${name}: ${one.statement}` })),
    ),
  };
}

/** Commands take one image of an index, by its platform. */
const remedyFor = (remedy: string, { platform }: ManifestFacts): string =>
  platform === undefined ? remedy : `${remedy} For this one: --platform ${formatPlatform(platform)}.`;

/** Platform and digest, as people find it in the index. */
const nameOf = ({ platform, digest }: ManifestFacts): string =>
  [platform === undefined ? 'platform not told' : formatPlatform(platform), digest.known ? digest.value : '']
    .filter(Boolean)
    .join(' ');

/** One that fails for one reason. */
export function failing(
  statement: string,
  observed: string,
  ids: readonly [string, ...string[]],
  { expected, remedy }: { readonly expected: string; readonly remedy: string },
): Evaluation {
  const one = fault(ids, { kind: 'rule', statement, observed, expected }, remedy);
  return { limits: [{ what: 'faults of the image', max: 0, faults: [one] }], good: '', evidence: [] };
}
