import {
  defined,
  type Evidence,
  fileIn,
  fingerprint,
  type Inventory,
  type OtherFinding,
  type Package,
  type Severity,
  severityRisk,
  someOf,
} from '../../../core/index.ts';
import { areKnown, type Judged, judgeLicences, type LicenceLists, type LicenceVerdict } from './lists.ts';

/** What texts that lie with a package say of its licence. */
export interface LicenceText {
  /** Licences that were recognised. */
  readonly ids: readonly string[];
  /** Where the first of them is. */
  readonly path: string;
  /** Texts beside it that were not recognised, or not read for their size: they may say anything. */
  readonly unknown: readonly string[];
}

/** Texts of licences by the id of the package. */
export type LicenceTexts = ReadonlyMap<string, LicenceText>;

type Bad = Exclude<LicenceVerdict, 'allowed'>;

/** How bad each is. Of what is not known nobody can say: no limit on severity passes it. */
const severities: Readonly<Record<Bad, Severity>> = { denied: 'high', 'not-allowed': 'medium', unknown: 'unknown' };

/** Longest licence in a sentence: some makers put the whole text there. */
const longest = 80;
const shown = (text: string): string =>
  (text.length > longest ? `${text.slice(0, longest - 1)}…` : text).replace(/\s+/g, ' ');

/**
 * What the lists say of the packages: a finding for each that is denied, not allowed, or of which nobody knows. What is not known may be denied as well, and
 * whoever makes a package can leave its licence out: so that it is found under either list. Pure.
 */
export function licenceFindings(
  inventory: Pick<Inventory, 'subject' | 'packages'>,
  lists: LicenceLists,
  texts: LicenceTexts,
): readonly OtherFinding[] {
  return inventory.packages.flatMap((found) => {
    const stated = judgeLicences(found.licences, lists);
    const text = stated.verdict === 'denied' || areKnown(found.licences) ? undefined : texts.get(found.id);
    // What it states in words that are known holds beside the text.
    const judged =
      text === undefined
        ? stated
        : judgeLicences(
            [...found.licences.filter((one) => areKnown([one])), ...text.ids, ...text.unknown.map(unknownText)],
            lists,
          );
    const { verdict } = judged;
    return verdict === 'allowed' ? [] : [findingOf(inventory, found, judged, verdict, lists, text)];
  });
}

/** No expression, and so no licence that anybody knows. */
const unknownText = (path: string): string => `the text in ${path}`;

function findingOf(
  { subject }: Pick<Inventory, 'subject'>,
  found: Package,
  { by }: Judged,
  verdict: Bad,
  lists: LicenceLists,
  text: LicenceText | undefined,
): OtherFinding {
  const id = `licence/${verdict}`;
  const named = by.map(shown).join(', ');
  const severity = severities[verdict];
  return {
    kind: 'licence',
    subject,
    id,
    aliases: by.filter((one) => isName(one, verdict)),
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

/**
 * Whether exceptions may call the finding so. What is in no list are the words of whoever made the package, who must not choose the id of something else that
 * was set aside.
 */
const isName = (text: string, verdict: Bad): boolean =>
  text.length <= longest && (verdict !== 'unknown' || text.startsWith('LicenseRef-'));

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

function fileEvidence(found: Package, text: LicenceText | undefined): Evidence {
  const said = found.licences.map(shown).join(' AND ');
  const statement =
    text !== undefined
      ? `${text.path} has the text of ${text.ids.join(' and ')}.${text.unknown.length === 0 ? '' : ` Beside it ${text.unknown[0]} has a text that was not recognised.`}`
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
  const isDenied = verdict === 'denied' || allow.length === 0;
  const list = isDenied ? deny : allow;
  return {
    kind: 'rule',
    statement:
      verdict === 'denied'
        ? `${named} is on the list of licences that are denied.`
        : verdict === 'unknown'
          ? 'Nobody knows whether it is on a list.'
          : 'It is on no list of licences that are allowed.',
    observed: named === '' ? 'no licence' : named,
    expected: `${isDenied ? 'none of ' : ''}${someOf(
      list.map(({ text }) => text),
      20,
    )}`,
  };
}
