import { fingerprint, type Location, placeOf, subjectKey } from '../../../../core/index.ts';
import { maskSecrets } from '../../secrets/index.ts';
import type { ImportedResult, ImportedRun } from '../imported.ts';
import { partName } from '../odd.ts';

/** One result with whose it is. */
export interface ToldResult {
  readonly run: ImportedRun;
  readonly result: ImportedResult;
  /** The report that it stands in, as it was named. */
  readonly report: string;
  /** The value of a secret under the user's key, where the report has the value. */
  readonly keyed?: string;
  /** What it is called here: the id of the flaw or of our check, else the tool's name before its rule. */
  readonly id: string;
}

/** What a tool's rule is called in our catalogue; undefined for one that it does not know. */
export type Catalogue = (kind: ImportedResult['kind'], rule: string) => string | undefined;

/** Weaknesses that are about credentials: the line holds one, and nothing is made of it that travels. */
const ofCredentials: ReadonlySet<string> = new Set([
  'CWE-256',
  'CWE-257',
  'CWE-259',
  'CWE-312',
  'CWE-321',
  'CWE-522',
  'CWE-798',
]);

/** The id of a finding: of a flaw the CVE where there is one, so that whoever tells of it uses one name. */
export function idOfResult(run: ImportedRun, result: ImportedResult, catalogue: Catalogue): string {
  const { kind, names, rule } = result;
  if (kind === 'vulnerability') {
    const ids = [rule, ...names];
    return ids.find((id) => id.startsWith('CVE-')) ?? ids.find((id) => id.startsWith('GHSA-')) ?? rule;
  }
  // A report of ours that went through a tool, or a form of it that others read.
  if (run.tool === 'Seaworthy') return rule;
  return catalogue(kind, rule) ?? `${partName(run.tool)}/${rule}`;
}

/** The weakness that tools agree about soonest: of several the one that was listed first by MITRE, which is the most general. */
function weaknessOf({ weaknesses }: ImportedResult): string | undefined {
  return weaknesses.toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)))[0];
}

/** What is wrong, in a word that all tools share where there is one. */
function matterOf({ id, result }: ToldResult): string {
  if (result.kind === 'secret') return 'secret';
  if (result.kind !== 'weakness') return id;
  // Scanners of running services give one weakness to many different things.
  return result.places[0].kind === 'web' ? id : (weaknessOf(result) ?? id);
}

/** Packages of a distribution are told without a path by some tools. */
const ofDistributions: ReadonlySet<string> = new Set(['apk', 'deb', 'rpm', 'alpm']);

/** The file or address, whichever line of it. */
export function wherePath(location: Location): string {
  return location.kind === 'web' ? siteOf(location.url) : placeOf(location).path;
}

/** A scanner tells one thing of a site by the requests that it happened to make. */
const siteOf = (url: string): string => /^https?:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? url;

/**
 * Equal for results of different tools that tell the same: the same flaw of the same package, or the same sort of thing in the same line. Within one tool two
 * results are two.
 */
export function sameMatter(told: ToldResult): string {
  const { result, id } = told;
  const [first] = result.places;
  const subject = result.subject ?? told.run.subject;
  // An image by its digest: each tool calls it as it was called.
  const about = subject === undefined ? '' : subjectKey(subject);
  const { package: found } = result;
  if (found !== undefined) {
    const path = ofDistributions.has(found.type) ? '' : wherePath(first);
    return JSON.stringify([about, id, found.name.toLowerCase(), found.version, path]);
  }
  const { line } = placeOf(first);
  const own = line === undefined ? [id, result.title] : [line];
  return JSON.stringify([about, matterOf(told), wherePath(first), ...own]);
}

/** Equal for one result that a report has twice. */
export function sameResult({ id, result }: ToldResult): string {
  return JSON.stringify([
    id,
    result.rule,
    result.title,
    result.places,
    result.package ?? null,
    result.suppression ?? null,
  ]);
}

/**
 * What a result is known by in later reports, without its line: the text of that line, else what the tool knows it by, else its words. Results that are equal in all of
 * this are told apart by their order.
 */
export function lastingParts(told: ToldResult): readonly string[] {
  const { result } = told;
  const [first] = result.places;
  const { package: found } = result;
  if (found !== undefined)
    return [told.id, found.purl?.replace(/[?#@].*$/s, '') ?? `pkg:${found.type}/${found.name}`, wherePath(first)];
  // As our own search has it: the same secret in the same file is the same finding.
  if (told.keyed !== undefined) return [told.id, wherePath(first), told.keyed];
  const isOfCredential = result.kind === 'secret' || result.weaknesses.some((one) => ofCredentials.has(one));
  const mark = (isOfCredential ? undefined : result.context) ?? result.ownFingerprint ?? result.title;
  // A digest of it travels, and whoever guesses a secret could compare: nothing but what is shown is in it.
  return [matterOf(told), wherePath(first), maskSecrets(first.kind === 'web' ? result.title : mark)];
}

/** The fingerprint of the `nth` of those that have these parts. */
export function fingerprintOf(told: ToldResult, nth: number): string {
  const [matter = '', ...rest] = lastingParts(told);
  return fingerprint(told.result.kind, matter, ...rest, ...(nth === 0 ? [] : [String(nth)]));
}
