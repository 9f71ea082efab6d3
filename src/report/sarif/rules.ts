import {
  compareSeverity,
  cvssOf,
  defined,
  exploitationOf,
  type Finding,
  ssvcText,
  weaknessesOf,
} from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import { homeOf, webLinks } from '../view/links.ts';
import { kindWord } from '../view/words.ts';
import { levelOf, securitySeverity } from './levels.ts';
import { fitting } from './limits.ts';
import { markdownText } from './markdown.ts';
import type { Rule } from './types.ts';

/** Links told in the help of one rule. */
const shownLinks = 10;

/** One rule for every id, in the order of the findings; told by its most severe finding. */
export function makeRules(findings: readonly Finding[]): readonly Rule[] {
  return [...worstOf(findings)].map(makeRule);
}

/** How many of these rules have a description that is cut. */
export function cutRules(findings: readonly Finding[]): number {
  return [...worstOf(findings)].filter(isCut).length;
}

function worstOf(findings: readonly Finding[]): Iterable<Finding> {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const known = worst.get(finding.id);
    if (known === undefined || compareSeverity(finding.severity, known.severity) > 0) worst.set(finding.id, finding);
  }
  return worst.values();
}

const shortText = (finding: Finding): string => clean(`${finding.id}: ${finding.title}`);
const fullText = (finding: Finding): string => clean(finding.details ?? finding.title) || finding.id;
const isCut = (finding: Finding): boolean =>
  [shortText(finding), fullText(finding)].some((text) => fitting(text) !== text);

/** `external/cwe/cwe-079` */
const weaknessTag = (id: string): string => `external/cwe/cwe-${id.replace(/^CWE-/, '').padStart(3, '0')}`;

function makeRule(finding: Finding): Rule {
  const links = webLinks(finding.references).slice(0, shownLinks);
  const home = links[0] ?? homeOf(finding.id).url;
  return {
    id: finding.id,
    name: kindWord[finding.kind].replaceAll(' ', ''),
    shortDescription: { text: fitting(shortText(finding)) },
    fullDescription: { text: fitting(fullText(finding)) },
    help: { text: helpText(finding, links), markdown: helpMarkdown(finding, links) },
    ...defined({ helpUri: home }),
    defaultConfiguration: { level: levelOf(finding.severity) },
    properties: {
      precision: 'very-high',
      'security-severity': securitySeverity(finding),
      // Tags of weaknesses have the form that GitHub shows and filters by.
      tags: ['security', finding.kind, finding.severity, ...weaknessesOf(finding).map(weaknessTag)],
    },
  };
}

/** What a person needs to know about the flaw as such; what concerns one package stands in the result. */
function facts(finding: Finding): readonly (readonly [string, string])[] {
  const { known, epss, ssvc } = exploitationOf(finding);
  return [
    ['Severity', `${finding.severity} (said by ${finding.severitySource})`],
    ...cvssOf(finding).map((each) => ['CVSS', `${each.score} ${each.vector} (${each.source})`] as const),
    ...(weaknessesOf(finding).length === 0 ? [] : [['Kind of fault', weaknessesOf(finding).join(', ')] as const]),
    ...(known === undefined ? [] : [['Exploited', `in the wild, known since ${known.added}`] as const]),
    ...(epss === undefined ? [] : [['EPSS', `${epss.probability} (percentile ${epss.percentile})`] as const]),
    ...(ssvc === undefined ? [] : [['SSVC, by CISA', ssvcText(ssvc)] as const]),
    ...(finding.aliases.length === 0 ? [] : [['Also known as', finding.aliases.join(', ')] as const]),
    ['What to do', finding.fix.advice],
    // Where it has room.
    ...(isCut(finding) ? [['Description', fullText(finding)] as const] : []),
  ];
}

function helpText(finding: Finding, links: readonly string[]): string {
  const lines = facts(finding).map(([name, value]) => `${name}: ${clean(value)}`);
  return [`${clean(finding.id)}: ${clean(finding.title)}`, ...lines, ...links].join('\n');
}

function helpMarkdown(finding: Finding, links: readonly string[]): string {
  const rows = facts(finding).map(([name, value]) => `| ${name} | ${markdownText(value)} |`);
  return [
    `**${markdownText(finding.id)}**: ${markdownText(finding.title)}`,
    '',
    '| | |',
    '|---|---|',
    ...rows,
    ...(links.length === 0 ? [] : ['', ...links.map((link) => `- <${link.replaceAll('>', '%3E')}>`)]),
  ].join('\n');
}
