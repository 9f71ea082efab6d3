import { compareSeverity, type FindingKind, roughSpan, type Severity } from '../../../../core/index.ts';
import type { GateFinding, NamedFacts } from '../facts.ts';

/** What may be asked of a finding besides its kind, and may not be known of it. The words are those of the limit's settings. */
export const findingFacts = ['severity', 'fixable', 'exploited', 'epss', 'inUse'] as const;
export type FindingFact = (typeof findingFacts)[number];

/** What a limit asks of a finding: it counts when it meets all of them. */
export interface FindingConditions {
  readonly kind?: FindingKind;
  /** At least this severe. */
  readonly severity?: Severity;
  readonly fixable?: boolean;
  readonly exploited?: boolean;
  /** At least this probable to be exploited. */
  readonly epss?: number;
  /** In a package that was seen in use. After so long a watch what was not seen is taken as unused; before, it is not known. */
  readonly inUse?: { readonly observedFor: number };
  readonly countSuppressed: boolean;
}

/** Whether a finding meets a condition, with what is to be said of it. */
export interface Answer {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly why?: string;
}

const yes: Answer = { answer: 'yes' };
const no: Answer = { answer: 'no' };
const when = (holds: boolean): Answer => (holds ? yes : no);
const unknown = (why: string): Answer => ({ answer: 'unknown', why });

/** How each fact is compared. A fact that is not there makes no condition hold, and none fail. */
const compare: Readonly<
  Record<FindingFact, (finding: GateFinding, conditions: FindingConditions, image: NamedFacts) => Answer>
> = {
  severity(finding, { severity }) {
    // As bad as "nobody has said" is every finding.
    if (severity === undefined || severity === 'unknown') return yes;
    if (finding.severity === 'unknown') return unknown('nobody has said how severe');
    return when(compareSeverity(finding.severity, severity) >= 0);
  },
  fixable(finding, { fixable }) {
    if (fixable === undefined) return yes;
    // Only flaws have versions without them.
    const actual = finding.kind === 'vulnerability' ? finding.fixable : false;
    return actual === undefined ? unknown('nobody says whether there is a fix') : when(actual === fixable);
  },
  exploited(finding, { exploited }) {
    if (exploited === undefined) return yes;
    // Only flaws are known to be exploited.
    const actual = finding.kind === 'vulnerability' ? finding.exploited : false;
    return actual === undefined ? unknown('the scan had no data about exploitation') : when(actual === exploited);
  },
  epss(finding, { epss }) {
    if (epss === undefined) return yes;
    // Only flaws are scored.
    if (finding.kind !== 'vulnerability') return no;
    return finding.epss === undefined ? unknown('no EPSS score is known') : when(finding.epss >= epss);
  },
  inUse: (finding, { inUse }, image) => (inUse === undefined ? yes : useOf(finding, image, inUse.observedFor)),
};

/**
 * Whether a finding counts, and every remark on why. What is not known and not accepted leaves it open, unless another condition says no; what is
 * accepted counts as not met.
 */
export function meets(
  finding: GateFinding,
  conditions: FindingConditions,
  image: NamedFacts,
  accepted: ReadonlySet<string>,
): Answer & { readonly open: readonly FindingFact[]; readonly remarks: readonly string[] } {
  const sorted =
    (conditions.kind === undefined || finding.kind === conditions.kind) &&
    (conditions.countSuppressed || finding.suppressed === undefined);
  const answers = findingFacts.map((fact) => ({ fact, ...compare[fact](finding, conditions, image) }));
  const open = answers.filter(({ answer }) => answer === 'unknown').map(({ fact }) => fact);
  const remarks = answers.flatMap(({ why }) => why ?? []);
  const refuted = !sorted || answers.some(({ answer }) => answer === 'no') || open.some((fact) => accepted.has(fact));
  return { answer: refuted ? 'no' : open.length > 0 ? 'unknown' : 'yes', open, remarks };
}

/** Whether the package was seen in use. Not being seen means something only after a long enough watch. */
function useOf(finding: GateFinding, image: NamedFacts, observedFor: number): Answer {
  if (!image.inUse.known) return unknown(`use not known: ${image.inUse.why}`);
  const use = image.inUse.value;
  if (use === null) return unknown('never watched at run time');
  if (finding.package === undefined) return unknown('in no package, so its use cannot be seen');
  if (use.purls.includes(finding.package.purl)) return { answer: 'yes', why: `in use, last seen ${use.last}` };
  return use.observedFor >= observedFor
    ? { answer: 'no', why: `not seen in ${roughSpan(use.observedFor)}` }
    : unknown(`not seen, but watched for ${roughSpan(use.observedFor)} only`);
}
