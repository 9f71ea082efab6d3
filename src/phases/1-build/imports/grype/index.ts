import { defined, type Location, type Subject, severityFromWord } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import { imageSubject } from '../image-subject.ts';
import type { ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { mostResults, notImported } from '../odd.ts';
import { at as inside, listAt, textAt, textsAt, weaknessesIn } from '../words.ts';

const tool = 'Grype';

/** Reports of Grype (`-o json`). */
export const grypeImport: ImportFormat = {
  id: 'grype',
  version: 1,
  title: 'Grype JSON',
  knows: ({ json }) => isObject(json) && Array.isArray(json.matches) && textAt(json, 'descriptor', 'name') === 'grype',
  read: ({ json, where }) => [readGrype(json, where)],
};

function readGrype(json: unknown, where: string): ImportedRun {
  const subject = textAt(json, 'source', 'type') === 'image' ? subjectOf(inside(json, 'source', 'target')) : undefined;
  const matches = listAt(json, 'matches').map((match, at) => readMatch(match, subject, `matches[${at}]`));
  const ignored = listAt(json, 'ignoredMatches').map((match, at) =>
    readIgnored(match, subject, `ignoredMatches[${at}]`),
  );
  const all = [...matches, ...ignored];
  const results = all.filter((one) => one !== undefined);
  return {
    tool,
    results: results.slice(0, mostResults),
    lookedFor: ['vulnerability'],
    problems: [
      ...(results.length < all.length ? [notImported('a match names no flaw or no package', where, 'grype')] : []),
      ...(results.length > mostResults ? [notImported(`more than ${mostResults} results`, where, 'grype')] : []),
    ],
    ...defined({ version: textAt(json, 'descriptor', 'version'), subject }),
  };
}

function subjectOf(target: unknown): Subject | undefined {
  return imageSubject({
    name: textAt(target, 'userInput'),
    repoDigests: textsAt(target, 'repoDigests'),
    manifestDigest: textAt(target, 'manifestDigest'),
    configDigest: textAt(target, 'imageID'),
    os: textAt(target, 'os'),
    architecture: textAt(target, 'architecture'),
  });
}

function readMatch(match: unknown, subject: Subject | undefined, at: string): ImportedResult | undefined {
  const flaw = inside(match, 'vulnerability');
  const artifact = inside(match, 'artifact');
  const [rule, name] = [textAt(flaw, 'id'), textAt(artifact, 'name')];
  if (rule === undefined || name === undefined) return undefined;
  const related = listAt(match, 'relatedVulnerabilities');
  const purl = textAt(artifact, 'purl');
  const type = /^pkg:([a-z0-9.+-]+)\//.exec(purl ?? '')?.[1] ?? textAt(artifact, 'type') ?? '';
  const path = textAt(listAt(artifact, 'locations')[0], 'path')?.replace(/^\/+/, '');
  const place: Location =
    path === undefined ? { kind: 'whole' } : { kind: subject === undefined ? 'file' : 'image-file', path };
  const word = textAt(flaw, 'severity');
  const isFixed = textAt(flaw, 'fix', 'state') === 'fixed';
  return {
    kind: 'vulnerability',
    rule,
    names: related.flatMap((one) => textAt(one, 'id') ?? []),
    title: `${rule} in ${name}`,
    severity: severityFromWord(word ?? ''),
    places: [place],
    weaknesses: weaknessesIn(listAt(flaw, 'cwes').flatMap((one) => textAt(one, 'cwe') ?? [])),
    references: textsAt(flaw, 'urls').slice(0, 20),
    package: { name, version: textAt(artifact, 'version') ?? '', type, ...defined({ purl }) },
    fixed: isFixed ? textsAt(flaw, 'fix', 'versions') : [],
    cvss: [flaw, ...related].flatMap((one) => listAt(one, 'cvss')).flatMap(ratingOf),
    at,
    ...defined({
      severityWord: word,
      details: [flaw, ...related].map((one) => textAt(one, 'description')).find(Boolean),
    }),
  };
}

function ratingOf(
  rating: unknown,
): readonly { readonly vector: string; readonly score: number; readonly source: string }[] {
  const [vector, score] = [textAt(rating, 'vector'), inside(rating, 'metrics', 'baseScore')];
  if (vector === undefined || typeof score !== 'number' || !(score >= 0 && score <= 10)) return [];
  return [{ vector, score, source: textAt(rating, 'source') ?? tool }];
}

/** By a rule of its configuration or a VEX statement. */
function readIgnored(match: unknown, subject: Subject | undefined, at: string): ImportedResult | undefined {
  const result = readMatch(match, subject, at);
  const [rule] = listAt(match, 'appliedIgnoreRules');
  const reason =
    textAt(rule, 'reason') ??
    textAt(rule, 'vex-justification') ??
    textAt(rule, 'vex-status') ??
    'a rule of Grype, without a reason';
  const source = { kind: 'report', name: tool, statement: 'appliedIgnoreRules[0]' } as const;
  return result && { ...result, suppression: { by: tool, reason, source } };
}
