import { formatPlatform } from '../../../core/index.ts';
import type { ImageFacts, ManifestFacts, NamedFacts } from './facts.ts';
import type { Assessment, Gate, ImageNeeds, Offence, RuleCheck } from './gate.ts';
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
export function assessImage(check: ImageCheck, image: ImageFacts, now: Date): Assessment {
  if (repositoryOf(image.reference) === undefined)
    return failing('It is not an image reference, so no node can pull it.', image.reference, ['reference'], {
      expected: 'registry/repository:tag or registry/repository@sha256:…',
      remedy: 'Write it as registry/repository:tag or registry/repository@sha256:…',
    });
  if (!looksInside(check.needs)) return check.assess(image, now);
  const { variants } = image;
  if (variants === undefined) return assessOne(check, image, now);
  const own = isOfVariants(check.needs) ? undefined : assessOne(check, image, now);
  if (own !== undefined && passes(own)) return own;
  const each = assessVariants(check, image, variants, now);
  if (own === undefined || passes(each)) return each;
  // The index itself may well be what is asked for: as long as nobody knows, it does not fail.
  if (own.unknown !== undefined) return { ...each, limits: [], unknown: own.unknown };
  return { ...each, limits: each.limits.map((limit) => ({ ...limit, offences: limit.offences.map(mendBy(own)) })) };
}

/** What would mend the index mends all that is in it. */
const mendBy =
  (own: Assessment) =>
  (offence: Offence): Offence => ({ ...offence, remedy: own.limits[0]?.offences[0]?.remedy ?? offence.remedy });

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
        passes(assessOne(check, index, now)),
    );
}

/** Whether it passes without any exception, for sure. */
export const passes = ({ limits, unknown }: Assessment): boolean =>
  unknown === undefined && limits.every(({ max, offences }) => offences.length <= max);

function assessOne(check: ImageCheck, image: NamedFacts, now: Date): Assessment {
  if (image.flaw === undefined) return check.assess(image, now);
  const what = image.digest.known ? image.digest.value : image.reference;
  return failing(`It cannot be judged: ${image.flaw}`, what, ['image'], {
    expected: 'an image that can be looked at whole',
    remedy: 'Name an image that is there, is whole and keeps within the bounds.',
  });
}

function assessVariants(
  check: ImageCheck,
  image: ImageFacts,
  variants: NonNullable<ImageFacts['variants']>,
  now: Date,
): Assessment {
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
    return { variant, name: nameOf(variant), assessment: assessOne(check, { ...rest, ...variant }, now) };
  });
  const open = assessed.find(({ assessment }) => assessment.unknown !== undefined);
  const unknown = open?.assessment.unknown;
  const [first] = assessed;
  const every = `each of the ${assessed.length} images of the index`;
  return {
    limits: assessed.flatMap(({ variant, name, assessment }) =>
      assessment.limits.map((limit) => ({
        ...limit,
        offences: limit.offences.map((one) => ({
          ...one,
          evidence: { ...one.evidence, statement: `${name}: ${one.evidence.statement}` },
          remedy: remedyFor(one.remedy, variant),
        })),
      })),
    ),
    ...(open === undefined || unknown === undefined
      ? {}
      : { unknown: { why: `${open.name}: ${unknown.why}`, remedy: remedyFor(unknown.remedy, open.variant) } }),
    good: assessed.length === 1 ? (first?.assessment.good ?? '') : `${every}: ${first?.assessment.good}`,
    evidence: assessed.flatMap(({ name, assessment }) =>
      assessment.evidence.map((one) => ({ ...one, statement: `${name}: ${one.statement}` })),
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

/** An assessment that fails for one reason. */
export function failing(
  statement: string,
  observed: string,
  ids: readonly string[],
  { expected, remedy }: { readonly expected: string; readonly remedy: string },
): Assessment {
  const offence: Offence = { ids, sure: true, evidence: { kind: 'rule', statement, observed, expected }, remedy };
  return { limits: [{ what: 'faults of the image', max: 0, offences: [offence] }], good: '', evidence: [] };
}
