import {
  defined,
  isIncomplete,
  isLeftOut,
  type Report,
  type StatedVex,
  type Suppression,
  someOf,
  sourceText,
  usageText,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import { comparable, products } from './product.ts';

/** The flaw, and what the statement is about. */
const about = (finding: VulnerabilityFinding, report: Report): object => ({
  vulnerability: {
    name: clean(finding.id),
    ...(finding.aliases.length > 0 ? { aliases: finding.aliases.map(clean) } : {}),
    description: clean(finding.title),
  },
  products: products(report.subject, finding.package?.purl ?? ''),
});

const keyOf = ({ id, package: found }: VulnerabilityFinding): string =>
  JSON.stringify([id, comparable(found?.purl ?? '')]);

/**
 * Flaws of which no code is in the image: the tables of every program with the package tell so, and nothing was left unread that might have it too. A statement is about
 * the package wherever it is, so one place of which that is not known is enough to say nothing.
 */
export function absentFlaws({ coverage, findings }: Report): (finding: VulnerabilityFinding) => boolean {
  if (isIncomplete(coverage) || coverage.unidentified.length > 0 || coverage.parts.some(isLeftOut)) return () => false;
  const flaws = findings.filter((one) => one.kind === 'vulnerability');
  const there = new Set(flaws.filter(({ reach }) => reach?.state !== 'absent').map(keyOf));
  return (finding) => finding.reach?.state === 'absent' && !there.has(keyOf(finding));
}

/** Functions that are named in a statement. */
const mostNamed = 5;

/** That the code is not there, seen in the programs. */
export function notThere(finding: VulnerabilityFinding, report: Report): object {
  const { functions = [] } = finding.reach ?? {};
  const named = someOf(functions, mostNamed);
  return {
    ...about(finding, report),
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    impact_statement: clean(
      `The tables of every program in the image that was built with the package show no code of ${named === '' ? 'what has the flaw' : named}.`,
    ),
    status_notes: 'Observed in the programs of the image.',
    timestamp: report.created,
  };
}

/** What we have seen ourselves. */
export function observed(finding: VulnerabilityFinding, report: Report, aside?: Suppression): object {
  const { package: found, usage } = finding;
  const isUsed = usage?.state === 'in-use';
  const notes = usage && found ? usageText(usage, found) : 'No observation of this image at run time is known.';
  return {
    ...about(finding, report),
    status: isUsed ? 'affected' : 'under_investigation',
    status_notes: clean(`${notes}${aside === undefined ? '' : ` ${asideText(aside)}`}`),
    ...(isUsed ? { action_statement: clean(finding.fix.advice) } : {}),
    timestamp: report.created,
  };
}

function asideText(aside: Suppression): string {
  const { by, until, reason } = aside;
  const where = sourceText(aside);
  return `Set aside by ${by}${until === undefined ? '' : ` until ${until}`}: ${reason}${where === undefined ? '' : ` (${where})`}.`;
}

/** OpenVEX specification, "Status Justifications": words of other formats are none, and go into the text. */
const justifications: ReadonlySet<string> = new Set([
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
]);

/** What somebody else has stated, by whom, and when they did. */
export function taken(
  finding: VulnerabilityFinding,
  aside: Suppression,
  { status, justification, detail, time }: StatedVex,
  report: Report,
): object {
  const word = justification !== undefined && justifications.has(justification) ? justification : undefined;
  const impact = detail ?? (word === undefined ? aside.reason : undefined);
  const isReasoned = status === 'not_affected';
  return {
    ...about(finding, report),
    status,
    ...(isReasoned ? defined({ justification: word, impact_statement: impact && clean(impact) }) : {}),
    status_notes: clean(
      `Stated by ${aside.by} (${sourceText(aside) ?? 'a VEX document'}), and taken over: nothing of it was observed.`,
    ),
    timestamp: time ?? report.created,
  };
}
