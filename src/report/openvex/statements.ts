import {
  defined,
  type Report,
  type StatedVex,
  type Suppression,
  sourceText,
  usageText,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import { products } from './product.ts';

/** The flaw, and what the statement is about. */
const about = (finding: VulnerabilityFinding, report: Report): object => ({
  vulnerability: {
    name: clean(finding.id),
    ...(finding.aliases.length > 0 ? { aliases: finding.aliases.map(clean) } : {}),
    description: clean(finding.title),
  },
  products: products(report.subject, finding.package?.purl ?? ''),
});

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
