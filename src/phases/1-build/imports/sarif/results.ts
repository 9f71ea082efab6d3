import { defined, type Suppression } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { ImportedKind, ImportedResult } from '../imported.ts';
import { mostPlaces } from '../odd.ts';
import { flawIdsIn, at as inside, listAt, oneLine, textAt } from '../words.ts';
import { severityOfResult } from './levels.ts';
import { placeOfLocation } from './locations.ts';
import { messageText, ruleTexts } from './messages.ts';
import { idOf, type SarifRules, weaknessesOfResult } from './rules.ts';

/** What results of a run have in common. */
export interface SarifRun {
  readonly run: unknown;
  readonly tool: string;
  readonly where: string;
  readonly rules: SarifRules;
  readonly roots: readonly string[];
}

/** How a result was meant (SARIF 2.1.0 §3.27.9). */
export function kindOfResult(result: unknown): string {
  return textAt(result, 'kind') ?? 'fail';
}

/**
 * One result for each place of a result: each of them has to be changed (§3.27.12). Undefined for what is no result at all, without a rule and without a word.
 */
export function readResult(result: unknown, index: number, of: SarifRun): readonly ImportedResult[] | undefined {
  const { run, rules } = of;
  const found = rules.ruleOf(result);
  const rule = found?.rule;
  const id = idOf(result) ?? textAt(rule, 'id');
  const message = messageText(inside(result, 'message'), found);
  const [shortest] = ruleTexts(rule);
  const title = message ?? shortest ?? id;
  if (title === undefined) return undefined;
  const named = id ?? oneLine(title).slice(0, 100);
  const weaknesses = weaknessesOfResult(run, result, rule);
  const names = flawIdsIn(named);
  const { severity, word } = severityOfResult(result, rule, rules.levelSetFor(named));
  const details = [message, ...ruleTexts(rule).slice(0, 2)].filter((text) => text !== undefined);
  const locations = listAt(result, 'locations').slice(0, mostPlaces);
  const advice = listAt(result, 'fixes').flatMap((fix) => textAt(fix, 'description', 'text') ?? [])[0];
  const help = textAt(rule, 'helpUri');
  const own = ownFingerprint(result);
  return (locations.length === 0 ? [undefined] : locations).map((location, at): ImportedResult => {
    const { location: place, context } = placeOfLocation(run, location, of.roots);
    return {
      kind: kindOf(of.tool, names, weaknesses, rule),
      rule: named,
      names,
      title,
      details: [...new Set(details)].join('\n'),
      severity,
      severityWord: word,
      places: [place],
      weaknesses,
      references: help === undefined ? [] : [help],
      at: `${of.where}.results[${index}]${locations.length > 1 ? `.locations[${at}]` : ''}`,
      ...defined({ context, advice, suppression: suppressionOf(result, of.tool) }),
      // One of several places cannot be told by what all of them have.
      ...defined({ ownFingerprint: locations.length > 1 ? undefined : own }),
    };
  });
}

/** What sort of thing a tool tells of: by the id and the weakness where they say so, else by what the tool is for. */
function kindOf(tool: string, flaws: readonly string[], weaknesses: readonly string[], rule: unknown): ImportedKind {
  if (flaws.length > 0) return 'vulnerability';
  const tags = listAt(rule, 'properties', 'tags').map((tag) => String(tag).toLowerCase());
  if (tags.includes('secret') || /gitleaks|trufflehog|betterleaks|detect-secrets|secretlint|secret scan/i.test(tool))
    return 'secret';
  if (tags.includes('misconfiguration') || isOfConfiguration(tool)) return 'misconfiguration';
  return weaknesses.some((one) => one === 'CWE-1395') ? 'vulnerability' : 'weakness';
}

/** Tools that judge what is written in build files and manifests, and nothing else. */
export const isOfConfiguration = (tool: string): boolean =>
  /^(?:hadolint|checkov|kube-?linter|kics|tfsec|terrascan|polaris|kube-score|kubescape|dockle|kube-bench)\b/i.test(
    tool,
  );

/** What the tool knows the result by: its fingerprint, or all of its partial ones (§3.27.16, §3.27.17). */
function ownFingerprint(result: unknown): string | undefined {
  for (const member of ['fingerprints', 'partialFingerprints']) {
    const all = inside(result, member);
    const texts = typeof all === 'object' && all !== null ? Object.entries(all) : [];
    const told = texts.filter(([, value]) => typeof value === 'string' && value !== '').slice(0, 50);
    if (told.length > 0) return JSON.stringify(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  return undefined;
}

/**
 * By what the report itself sets a result aside. One that is under review or was rejected sets nothing aside, and neither does one beside such (§3.27.23, §3.35.3); `state`
 * is what drafts of the standard called it. A result that the tool tells as gone (§3.27.24) stays visible and counts no more.
 */
function suppressionOf(result: unknown, tool: string): Suppression | undefined {
  const all = listAt(result, 'suppressions');
  const [first] = all;
  // A status that is no word that we know sets nothing aside, and neither does what is no suppression.
  const stands = all.every((one) => isObject(one) && (one.status ?? one.state ?? 'accepted') === 'accepted');
  const source = { kind: 'report', name: tool } as const;
  if (first !== undefined && stands) {
    const how = textAt(first, 'kind') === 'inSource' ? 'a comment in the source' : 'the tool or its user';
    const reason = textAt(first, 'justification') ?? `suppressed by ${how}, without a reason`;
    return { by: tool, reason, source: { ...source, statement: `suppressions[0]` } };
  }
  if (textAt(result, 'baselineState') !== 'absent') return undefined;
  return { by: tool, reason: 'no longer there', source: { ...source, statement: 'baselineState absent' } };
}
