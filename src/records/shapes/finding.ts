import {
  bringers,
  type CodeReach,
  type CvssRating,
  type Exploitation,
  type FindingKind,
  type Fix,
  type PackageRef,
  type Remedy,
  type Risk,
  type RiskFactor,
  type Severity,
  type Ssvc,
  type StatedVex,
  type StoredFinding,
  type Suppression,
  type SuppressionSource,
  severities,
  type ToolReport,
  type Usage,
  type VersionFix,
} from '../../core/index.ts';
import { atLeastOne, flag, list, number, object, oneOf, optional, type Shape, text, variants } from '../shape.ts';
import { evidenceShape } from './evidence.ts';
import { locationShape } from './location.ts';
import { subjectShape } from './subject.ts';

const otherKinds = [
  'malware',
  'secret',
  'misconfiguration',
  'weakness',
  'licence',
  'signature',
  'policy',
  'runtime',
] as const;

export const findingKindShape: Shape<FindingKind> = oneOf('vulnerability', ...otherKinds);

export const severityShape: Shape<Severity> = oneOf(...severities);

export const suppressionShape: Shape<Suppression> = object<Suppression>({
  by: text,
  reason: text,
  until: optional(text),
  source: optional(
    object<SuppressionSource>({
      kind: oneOf('vex', 'exceptions', 'comment', 'program', 'report'),
      name: text,
      statement: optional(text),
      vex: optional(
        object<StatedVex>({
          status: oneOf('not_affected', 'fixed'),
          justification: optional(text),
          detail: optional(text),
          time: optional(text),
        }),
      ),
    }),
  ),
});

export const cvssShape: Shape<readonly CvssRating[]> = list(
  object<CvssRating>({ vector: text, score: number, source: text }),
);

export const packageRefShape: Shape<PackageRef> = object<PackageRef>({
  id: text,
  name: text,
  version: text,
  purl: text,
  type: text,
});

export const riskShape: Shape<Risk> = object<Risk>({
  score: number,
  factors: list(object<RiskFactor>({ name: text, effect: text, why: text })),
});

export const exploitationShape: Shape<Exploitation> = object<Exploitation>({
  known: optional(
    object<NonNullable<Exploitation['known']>>({
      added: text,
      due: optional(text),
      ransomware: flag,
      action: optional(text),
    }),
  ),
  epss: optional(object<NonNullable<Exploitation['epss']>>({ probability: number, percentile: number })),
  ssvc: optional(
    object<Ssvc>({
      exploitation: oneOf('none', 'poc', 'active'),
      automatable: flag,
      impact: oneOf('partial', 'total'),
    }),
  ),
});

type Of<T extends { readonly state: string }, State extends T['state']> = Extract<T, { readonly state: State }>;

const usage = variants<Usage>('state', {
  'in-use': object<Of<Usage, 'in-use'>>({
    state: oneOf('in-use'),
    as: oneOf('exec', 'map', 'open'),
    last: text,
    file: optional(text),
  }),
  'not-seen': object<Of<Usage, 'not-seen'>>({ state: oneOf('not-seen'), observedFor: number, limits: list(text) }),
});

const noUpgrade = object<Exclude<VersionFix, { readonly state: 'fixed' }>>({
  state: oneOf('unfixed', 'wont-fix', 'end-of-life', 'unknown'),
  advice: text,
});

const versionFix = variants<VersionFix>('state', {
  fixed: object<Of<Fix, 'fixed'>>({ state: oneOf('fixed'), versions: atLeastOne(text), advice: text }),
  unfixed: noUpgrade,
  'wont-fix': noUpgrade,
  'end-of-life': noUpgrade,
  unknown: noUpgrade,
});

const remedy = object<Remedy>({
  state: oneOf('remedy'),
  action: oneOf('change', 'rotate', 'remove', 'investigate'),
  advice: text,
});

const fact = {
  subject: optional(subjectShape),
  id: text,
  aliases: list(text),
  title: text,
  details: optional(text),
  severity: severityShape,
  severitySource: text,
  location: locationShape,
  broughtBy: optional(oneOf(...bringers)),
  evidence: list(evidenceShape),
  risk: riskShape,
  references: list(text),
  reportedBy: optional(
    list(
      object<ToolReport>({
        tool: text,
        version: optional(text),
        rule: text,
        severity: optional(text),
        report: text,
        at: text,
      }),
    ),
  ),
  places: optional(list(locationShape)),
  fingerprint: text,
  suppression: optional(suppressionShape),
};

type StoredFlaw = Extract<StoredFinding, { readonly kind: 'vulnerability' }>;

const flaw = object<StoredFlaw>({
  ...fact,
  kind: oneOf('vulnerability'),
  package: optional(packageRefShape),
  cvss: cvssShape,
  weaknesses: optional(list(text)),
  exploitation: exploitationShape,
  published: optional(text),
  usage: optional(usage),
  reach: optional(
    object<CodeReach>({ state: oneOf('absent', 'present', 'reachable'), functions: list(text), way: optional(text) }),
  ),
  fix: versionFix,
});

const other = object<Exclude<StoredFinding, StoredFlaw>>({
  ...fact,
  kind: oneOf(...otherKinds),
  package: optional(packageRefShape),
  weaknesses: optional(list(text)),
  fix: remedy,
});

/** A finding as it is written. */
export const findingShape: Shape<StoredFinding> = variants<StoredFinding>('kind', {
  vulnerability: flaw,
  ...Object.fromEntries(otherKinds.map((kind) => [kind, other])),
});
