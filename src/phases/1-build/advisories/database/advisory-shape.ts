import {
  type Advisory,
  type AdvisoryScope,
  type AdvisoryStatus,
  type CvssRating,
  type Exploitation,
  type FixAudience,
  type Ssvc,
  severities,
  type VersionRange,
} from '../../../../core/index.ts';
import { field, isObject } from '../../../../foundations/formats/index.ts';

/*
 * What a row must be before it may be judged by: rows that another machine made are hostile until they were looked at. A line for each member of
 * each type, which the compiler asks for; members that are not known here are never read.
 */

type Check = (value: unknown) => boolean;
type Members<T> = { readonly [Member in keyof Required<T>]: Check };

const text: Check = (value) => typeof value === 'string';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const between =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const texts = listOf(text);

function objectOf<T>(members: Members<T>): Check {
  const lines = Object.entries<Check>(members);
  return (value) => isObject(value) && lines.every(([name, check]) => check(field(value, name)));
}

const statuses: Readonly<Record<AdvisoryStatus, true>> = {
  affected: true,
  unaffected: true,
  'wont-fix': true,
  'end-of-life': true,
  undetermined: true,
  withdrawn: true,
};

const range = objectOf<VersionRange>({
  introduced: optional(text),
  fixed: optional(text),
  lastAffected: optional(text),
});

const scope = objectOf<AdvisoryScope>({
  part: optional(text),
  symbols: optional(texts),
  os: optional(texts),
  architectures: optional(texts),
  module: optional(text),
});

const ssvc = objectOf<Ssvc>({
  exploitation: (value) => value === 'none' || value === 'poc' || value === 'active',
  automatable: (value) => typeof value === 'boolean',
  impact: (value) => value === 'partial' || value === 'total',
});

const advisory = objectOf<Advisory>({
  id: text,
  aliases: texts,
  about: optional((value) => value === 'malware'),
  covers: texts,
  package: text,
  status: (value) => typeof value === 'string' && Object.hasOwn(statuses, value),
  ranges: listOf(range),
  fixesFor: optional(objectOf<FixAudience>({ name: text, mark: optional(text) })),
  versions: texts,
  only: optional(listOf(scope)),
  severity: optional(
    objectOf<NonNullable<Advisory['severity']>>({
      level: (value) => severities.some((one) => one === value),
      source: text,
    }),
  ),
  cvss: listOf(objectOf<CvssRating>({ vector: text, score: between(0, 10), source: text })),
  weaknesses: optional(texts),
  title: optional(text),
  details: optional(text),
  ssvc: optional(ssvc),
  supportEnds: optional(text),
  note: optional(text),
  published: optional(text),
  modified: optional(text),
  references: texts,
});

const known = objectOf<NonNullable<Exploitation['known']>>({
  added: text,
  due: optional(text),
  ransomware: (value) => typeof value === 'boolean',
  action: optional(text),
});

const share = between(0, 1);

export const isAdvisory = (value: unknown): value is Advisory => advisory(value);

export const isExploitation = (value: unknown): value is Exploitation =>
  objectOf<Exploitation>({
    known: optional(known),
    ssvc: optional(ssvc),
    epss: optional(objectOf<NonNullable<Exploitation['epss']>>({ probability: share, percentile: share })),
  })(value);
