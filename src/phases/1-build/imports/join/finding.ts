import {
  compareSeverity,
  defined,
  type Evidence,
  type Finding,
  type Location,
  type OtherFinding,
  placeOf,
  printable,
  type Remedy,
  type Subject,
  type Suppression,
  severityRisk,
  type ToolReport,
  type VersionFix,
} from '../../../../core/index.ts';
import { maskSecrets } from '../../secrets/index.ts';
import type { ImportedPackage, ImportedResult, ImportedRun } from '../imported.ts';
import { oneLine } from '../words.ts';
import type { ToldResult } from './identity.ts';

const longestTitle = 150;
const longestText = 10_000;

/** A text of a stranger as it may be told: without secrets, without what steers a terminal, and no half of a character, also where it was cut. */
export const safe = (text: string, most = longestText): string =>
  printable(maskSecrets(text.slice(0, most))).toWellFormed();

/** As `safe`, lines kept. */
const safeLines = (text: string): string =>
  // As one text: a key has many lines.
  maskSecrets(text.slice(0, longestText)).split(/\r?\n/).map(printable).join('\n').trim().toWellFormed();

/** A run whose names may be told: of the tool, its rules, packages, places and what it is about. Sentences are made of them, and ids. */
export function withSafeNames(run: ImportedRun): ImportedRun {
  const { tool, version, subject, results } = run;
  return {
    ...run,
    tool: safe(tool, 100),
    results: results.map(safeResult),
    ...defined({ version: version === undefined ? undefined : safe(version, 100), subject: safeSubject(subject) }),
  };
}

function safeResult(result: ImportedResult): ImportedResult {
  const { rule, names, places, package: found, fixed, cvss, subject } = result;
  const [first, ...others] = places;
  return {
    ...result,
    rule: safe(rule, 500),
    names: names.map((name) => safe(name, 500)),
    places: [safePlace(first), ...others.map(safePlace)],
    ...defined({
      subject: safeSubject(subject),
      package: found === undefined ? undefined : safePackage(found),
      fixed: fixed?.map((one) => safe(one, 500)),
      cvss: cvss?.map((one) => ({ ...one, vector: safe(one.vector, 500), source: safe(one.source, 100) })),
    }),
  };
}

const safePackage = ({ name, version, type, purl }: ImportedPackage): ImportedPackage => ({
  name: safe(name, 1_000),
  version: safe(version, 500),
  type: safe(type, 100),
  ...defined({ purl: purl === undefined ? undefined : safe(purl, 2_000) }),
});

const safeSubject = (subject: Subject | undefined): Subject | undefined =>
  subject === undefined ? undefined : { ...subject, name: safe(subject.name, 2_000) };

/** One line of at most 150 characters, cut between words. */
export function titleText(text: string): string {
  const line = safe(oneLine(text.slice(0, longestText)));
  if (line.length <= longestTitle) return line;
  const mark = ' [...]';
  const cut = line.slice(0, longestTitle - mark.length + 1);
  const space = cut.lastIndexOf(' ');
  return `${(space <= 0 ? cut.slice(0, -1) : cut.slice(0, space)).trimEnd().toWellFormed()}${mark}`;
}

/** What several tools tell of one thing, as one finding. The first is told in full, the worst word for how bad it is counts. */
export function findingOfResults(
  group: readonly [ToldResult, ...ToldResult[]],
  whole: Subject,
  fingerprint: string,
): Finding {
  const [main] = group;
  const { result, run } = main;
  const worst = group.reduce((a, b) => (compareSeverity(b.result.severity, a.result.severity) > 0 ? b : a));
  const { severity } = worst.result;
  const first = <T>(pick: (told: ToldResult) => T | undefined): T | undefined => {
    for (const told of group) {
      const found = pick(told);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const all = <T>(pick: (told: ToldResult) => readonly T[]): readonly T[] => [...new Set(group.flatMap(pick))];
  const places = placesOf(group);
  const title = titleText(result.title);
  const details = first((told) => told.result.details);
  const fact = {
    subject: result.subject ?? run.subject ?? whole,
    id: safe(main.id, 500),
    aliases: all((told) => [told.result.rule, ...told.result.names, told.id])
      .filter((one) => one !== main.id)
      .map((one) => safe(one, 500)),
    title,
    severity,
    severitySource: worst.run.tool,
    location: safePlace(result.places[0]),
    evidence: group.flatMap(evidenceOf),
    references: all((told) => told.result.references.map((one) => safe(one, 2_000))),
    reportedBy: group.map(reportOf),
    fingerprint,
    ...(places.length > 1 ? { places } : {}),
    ...defined({ suppression: suppressionOf(group) }),
    ...(details === undefined || safeLines(details) === title ? {} : { details: safeLines(details) }),
  };
  const weaknesses = all((told) => told.result.weaknesses);
  const kinds = weaknesses.length === 0 ? {} : { weaknesses };
  const why = `${severity}, in the words of ${worst.run.tool}`;
  const advice = first((told) => told.result.advice);
  if (result.kind === 'vulnerability') {
    const cvss = group.flatMap((told) => told.result.cvss ?? []);
    return {
      kind: 'vulnerability',
      ...fact,
      ...defined({ package: packageOfGroup(main) }),
      cvss,
      ...kinds,
      exploitation: {},
      fix: versionFix(group, advice),
      risk: severityRisk('weakness', severity, why),
    };
  }
  return {
    kind: result.kind,
    ...fact,
    ...kinds,
    fix: remedyOf(main, advice),
    risk: severityRisk(result.kind, severity, why),
  };
}

function packageOfGroup({ result: { package: found, places } }: ToldResult): OtherFinding['package'] {
  if (found === undefined) return undefined;
  const { name, version, type } = found;
  const purl = found.purl ?? `pkg:${type === '' ? 'generic' : type}/${name}@${version}`;
  return { id: [purl, placeOf(places[0]).path].filter(Boolean).join(' '), name, version, purl, type };
}

function versionFix(group: readonly ToldResult[], advice: string | undefined): VersionFix {
  const [told] = group.filter(({ result }) => (result.fixed ?? []).length > 0);
  const [lowest, ...others] = told?.result.fixed ?? [];
  if (told === undefined || lowest === undefined) {
    const [main] = group;
    const unknown = `${main?.run.tool ?? 'The report'} names no version without it.`;
    return { state: 'unknown', advice: advice === undefined ? unknown : titleText(advice) };
  }
  const name = told.result.package?.name ?? 'it';
  return { state: 'fixed', versions: [lowest, ...others], advice: `Upgrade ${name} to ${lowest}.` };
}

function remedyOf({ result, run }: ToldResult, advice: string | undefined): Remedy {
  const action = result.kind === 'secret' ? 'rotate' : 'change';
  const standard =
    action === 'rotate'
      ? 'Replace the secret where it is used, and take it out of the file.'
      : `See what ${run.tool} says of ${result.rule}.`;
  return { state: 'remedy', action, advice: advice === undefined ? standard : safe(oneLine(advice), 2_000) };
}

/** What a tool says, in a sentence of its own. */
function evidenceOf({ result, run, report }: ToldResult): readonly Evidence[] {
  const who = run.version === undefined ? run.tool : `${run.tool} ${run.version}`;
  const word = result.severityWord === undefined ? '' : ` (${safe(oneLine(result.severityWord), 100)})`;
  const observed = result.observed === undefined ? undefined : safe(oneLine(result.observed), 500);
  const places = result.places.length > 1 ? ` In ${result.places.length} places.` : '';
  return [
    {
      kind: 'record',
      statement: `${safe(who)} says ${safe(result.rule, 300)}${word}: ${titleText(result.title)}${places}`,
      source: `${report}, ${result.at}`,
      ...defined({ observed }),
    },
  ];
}

function reportOf({ result, run, report }: ToldResult): ToolReport {
  const severity = result.severityWord === undefined ? undefined : safe(oneLine(result.severityWord), 100);
  return {
    tool: safe(run.tool),
    rule: safe(result.rule, 500),
    report,
    at: result.at,
    ...defined({ version: run.version, severity }),
  };
}

function placesOf(group: readonly ToldResult[]): readonly Location[] {
  const places = group.flatMap(({ result }) => result.places.map(safePlace));
  return [...new Map(places.map((one) => [JSON.stringify(one), one])).values()];
}

function safePlace(location: Location): Location {
  if (location.kind === 'file' || location.kind === 'image-file')
    return { ...location, path: safe(location.path, 4_096) };
  if (location.kind !== 'web') return location;
  const { method, parameter, url } = location;
  return {
    kind: 'web',
    url: safe(url, 4_096),
    ...defined({
      method: method === undefined ? undefined : safe(method, 50),
      parameter: parameter === undefined ? undefined : safe(parameter, 300),
    }),
  };
}

/** Set aside where everybody who tells of it does so: one tool that counts it is enough. */
function suppressionOf(group: readonly ToldResult[]): Suppression | undefined {
  const [first] = group;
  const all = group.flatMap(({ result }) => result.suppression ?? []);
  if (first === undefined || all.length < group.length) return undefined;
  const [told] = all;
  if (told === undefined) return undefined;
  const source = told.source === undefined ? undefined : { ...told.source, name: first.report };
  return { ...told, by: safe(told.by, 200), reason: safe(oneLine(told.reason), 1_000), ...defined({ source }) };
}
