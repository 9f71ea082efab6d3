import type { Assessment, Evidence } from '../../../core/index.ts';
import { type FieldProblem, formatPath } from '../../../foundations/formats/index.ts';
import type { PodView, Violation } from '../../../foundations/kubernetes/index.ts';
import type { Control, Revision } from './control.ts';
import { controls } from './controls/index.ts';
import { minorOf, newestKnownMinor, type PodSecurityStandard } from './standard.ts';

/** What one control says of one pod; it is not assessed when nothing was found and fields of the pod could not be read. */
export interface ControlAssessment extends Assessment {
  readonly state: 'pass' | 'fail' | 'not-assessed';
  readonly control: Control;
  readonly revision: Revision;
  readonly violations: readonly Violation[];
  /** One for each violation. */
  readonly evidence: readonly Evidence[];
  readonly problems: readonly FieldProblem[];
}

/** The rule of a control that holds at a level and version; undefined when it asks for nothing there. */
export function revisionAt(control: Control, standard: PodSecurityStandard): Revision | undefined {
  if (standard.level === 'privileged') return undefined;
  const minor = standard.version === 'latest' ? newestKnownMinor : standard.version;
  const newest = (level: Revision['level']): Revision | undefined =>
    control.revisions.findLast((revision) => revision.level === level && minorOf(revision.from) <= minor);
  return (standard.level === 'restricted' ? newest('restricted') : undefined) ?? newest('baseline');
}

/**
 * A result for each control that asks for something at the level and version; none at `privileged`, which allows everything.
 * A pure function of pod and standard.
 */
export function judgePod(pod: PodView, standard: PodSecurityStandard): readonly ControlAssessment[] {
  const judged = controls.flatMap((control) => {
    const revision = revisionAt(control, standard);
    return revision === undefined ? [] : [{ control, revision, violations: revision.violations(pod) }];
  });
  // Only now are all fields looked at, so that all that cannot be read is known.
  const { problems } = pod;
  return judged.map(({ control, revision, violations }) => {
    const state = violations.length > 0 ? 'fail' : problems.length > 0 ? 'not-assessed' : 'pass';
    return {
      check: control.id,
      control,
      revision,
      state,
      violations,
      problems,
      message: messageOf(control, state, violations, problems),
      evidence: violations.length === 0 ? noEvidence : violations.map((one) => evidenceOf(control, one)),
      remedy: control.remedy,
    };
  });
}

const noEvidence: readonly Evidence[] = [];

const evidenceOf = ({ title }: Control, { owner, path, observed, expected }: Violation): Evidence => ({
  kind: 'rule',
  statement: `${title}: ${owner}: ${formatPath(path)} is ${observed}.`,
  observed,
  expected,
});

/** Violations and problems that are told one by one. */
const told = 3;

function messageOf(
  control: Control,
  state: ControlAssessment['state'],
  violations: readonly Violation[],
  problems: readonly FieldProblem[],
): string {
  if (state === 'pass') return `${control.title}: as it should be`;
  const lines =
    state === 'fail'
      ? violations.map(
          ({ owner, path, observed, expected }) => `${owner}: ${formatPath(path)} is ${observed}, must be ${expected}`,
        )
      : problems.map(({ path, message }) => `${formatPath(path)} ${message}`);
  const rest = lines.length > told ? `; and ${lines.length - told} more` : '';
  const unread = state === 'fail' ? '' : 'the pod cannot be read in full: ';
  return `${control.title}: ${unread}${lines.slice(0, told).join('; ')}${rest}`;
}
