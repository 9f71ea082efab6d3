import {
  count,
  defined,
  type Evidence,
  fileIn,
  fingerprint,
  type Inventory,
  type OtherFinding,
  type Package,
  type Problem,
  type Severity,
  severityRisk,
  someOf,
} from '../../../core/index.ts';
import { areKnown, type Judged, judgeLicences, type LicenceLists, type LicenceVerdict } from './lists.ts';

/** Licences that were recognised by a text that lies with a package, by its id. */
export type LicenceTexts = ReadonlyMap<string, { readonly ids: readonly string[]; readonly path: string }>;

type Bad = Exclude<LicenceVerdict, 'allowed'>;

/** How bad each is. Of what is not known nobody can say: no limit on severity passes it. */
const severities: Readonly<Record<Bad, Severity>> = { denied: 'high', 'not-allowed': 'medium', unknown: 'unknown' };

/** Longest licence in a sentence: some makers put the whole text there. */
const longest = 80;
const shown = (text: string): string =>
  (text.length > longest ? `${text.slice(0, longest - 1)}…` : text).replace(/\s+/g, ' ');

/** What the lists say of the packages: a finding for each that is not allowed, and of which nobody knows where something had to be allowed. Pure. */
export function licenceFindings(
  inventory: Pick<Inventory, 'subject' | 'packages'>,
  lists: LicenceLists,
  texts: LicenceTexts,
): { readonly findings: readonly OtherFinding[]; readonly problems: readonly Problem[] } {
  const findings: OtherFinding[] = [];
  const open: string[] = [];
  for (const found of inventory.packages) {
    const text = texts.get(found.id);
    const said = areKnown(found.licences) || text === undefined ? found.licences : text.ids;
    const judged = judgeLicences(said, lists);
    if (judged.verdict === 'allowed') continue;
    // Without a list of what is allowed nothing is asked of a licence but that it is not denied; that it is not known is told once.
    if (judged.verdict === 'unknown' && lists.allow.length === 0) open.push(found.name);
    else
      findings.push(
        findingOf(inventory, found, judged, judged.verdict, lists, said === found.licences ? undefined : text),
      );
  }
  return { findings, problems: open.length === 0 ? [] : [notKnown(open)] };
}

function findingOf(
  { subject }: Pick<Inventory, 'subject'>,
  found: Package,
  { by }: Judged,
  verdict: Bad,
  lists: LicenceLists,
  text: { readonly path: string } | undefined,
): OtherFinding {
  const id = `licence/${verdict}`;
  const named = by.map(shown).join(', ');
  const severity = severities[verdict];
  return {
    kind: 'licence',
    subject,
    id,
    aliases: by.filter((one) => one.length <= longest),
    title: titleOf(verdict, named),
    severity,
    severitySource: 'seaworthy',
    package: { id: found.id, name: found.name, version: found.version, purl: found.purl, type: found.type },
    location: fileIn(subject, { path: found.path, ...defined({ layer: found.layer }) }),
    evidence: [fileEvidence(found, text), ruleEvidence(verdict, named, lists)],
    fix: { state: 'remedy', action: 'change', advice: adviceOf(verdict, found, named) },
    risk: severityRisk(
      'licence',
      severity,
      `${verdict === 'unknown' ? 'not known' : verdict.replace('-', ' ')} by the lists of licences`,
    ),
    references: [],
    fingerprint: fingerprint('licence', id, found.purl.replace(/[@?#].*$/s, ''), found.path, ...by),
  };
}

function titleOf(verdict: Bad, named: string): string {
  if (verdict === 'denied') return `${named} is denied`;
  if (verdict === 'not-allowed') return `${named} is not among the licences that are allowed`;
  return named === '' ? 'It states no licence' : `Its licence is not known: ${named}`;
}

function adviceOf(verdict: Bad, { name }: Package, named: string): string {
  if (verdict === 'unknown')
    return `Find out under which licence ${name} may be used, and set this aside with a reason, or replace ${name}.`;
  return `Replace ${name}, or get leave to use it under ${named} and change the lists.`;
}

function fileEvidence(found: Package, text: { readonly path: string } | undefined): Evidence {
  const said = found.licences.map(shown).join(' AND ');
  const statement =
    text !== undefined
      ? `${text.path} has the text of the licence.`
      : said === ''
        ? `${found.path} states no licence of ${found.name} ${found.version}.`
        : `${found.path} states the licence of ${found.name} ${found.version}: ${said}.`;
  return {
    kind: 'file',
    statement,
    source: text?.path ?? found.path,
    ...defined({ layer: found.layer }),
  };
}

function ruleEvidence(verdict: Bad, named: string, { allow, deny }: LicenceLists): Evidence {
  const list = verdict === 'denied' ? deny : allow;
  return {
    kind: 'rule',
    statement:
      verdict === 'denied'
        ? `${named} is on the list of licences that are denied.`
        : 'It is on no list of licences that are allowed.',
    observed: named === '' ? 'no licence' : named,
    expected: `${verdict === 'denied' ? 'none of ' : ''}${someOf(
      list.map(({ text }) => text),
      20,
    )}`,
  };
}

const notKnown = (names: readonly string[]): Problem => ({
  code: 'E_INCOMPLETE',
  message: `of ${count(names.length, 'package')} no licence is known, so that nobody can say whether it is denied: ${someOf(names, 5)}`,
  where: 'licences',
  part: 'licences',
  incomplete: false,
});
