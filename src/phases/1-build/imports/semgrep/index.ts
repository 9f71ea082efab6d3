import { defined, type Severity, severityFromWord } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { mostResults, notImported } from '../odd.ts';
import { plainLine } from '../sarif/locations.ts';
import { countAt, at as inside, listAt, oneLine, textAt, textsAt, weaknessesIn } from '../words.ts';

const tool = 'semgrep';
/** Stands in the place of what is shown to those who are logged in. */
const notTold = 'requires login';
const severities: Readonly<Record<string, Severity>> = { ERROR: 'high', WARNING: 'medium', INFO: 'negligible' };
const mostErrors = 100;

/** Reports of Semgrep (`--json`). */
export const semgrepImport: ImportFormat = {
  id: 'semgrep',
  version: 1,
  title: 'Semgrep JSON',
  knows: ({ json }) =>
    isObject(json) && Array.isArray(json.results) && Array.isArray(json.errors) && isObject(json.paths),
  read: ({ json, where }) => [readSemgrep(json, where)],
};

function readSemgrep(json: unknown, where: string): ImportedRun {
  const all = listAt(json, 'results');
  const read = all.slice(0, mostResults).map(readResult);
  const results = read.filter((one) => one !== undefined);
  const scanned = listAt(json, 'paths', 'scanned').length;
  const errors = listAt(json, 'errors').filter((one) => textAt(one, 'level') !== 'info');
  return {
    tool,
    results,
    lookedFor: ['weakness'],
    files: scanned,
    problems: [
      ...errors.slice(0, mostErrors).map((error) => {
        const said = oneLine(textAt(error, 'message') ?? textAt(error, 'long_msg') ?? 'something went wrong');
        return notImported(`semgrep says: ${said.slice(0, 500)}`, textAt(error, 'path') ?? where, tool);
      }),
      ...(scanned === 0 && all.length === 0
        ? [notImported('semgrep tells of no file that it looked at', where, tool)]
        : []),
      ...(errors.length > mostErrors
        ? [notImported(`semgrep tells of ${errors.length - mostErrors} more errors`, where, tool)]
        : []),
      ...(results.length < read.length ? [notImported('a result has no rule', where, tool)] : []),
      ...(all.length > mostResults ? [notImported(`more than ${mostResults} results`, where, tool)] : []),
    ],
    ...defined({ version: textAt(json, 'version') }),
  };
}

function readResult(result: unknown, index: number): ImportedResult | undefined {
  const rule = textAt(result, 'check_id');
  if (rule === undefined) return undefined;
  const extra = inside(result, 'extra');
  const metadata = inside(extra, 'metadata');
  const word = textAt(extra, 'severity') ?? '';
  const message = textAt(extra, 'message') ?? rule;
  const lines = textAt(extra, 'lines');
  const fingerprint = textAt(extra, 'fingerprint');
  const ignored = {
    by: tool,
    reason: 'a comment in the source (nosemgrep)',
    source: { kind: 'report', name: tool, statement: 'is_ignored' },
  } as const;
  return {
    kind: 'weakness',
    rule,
    names: [],
    title: message,
    details: message,
    severity: severities[word] ?? severityFromWord(word),
    places: [
      {
        kind: 'file',
        path: textAt(result, 'path') ?? '',
        ...defined({ line: countAt(result, 1, 'start', 'line'), column: countAt(result, 1, 'start', 'col') }),
      },
    ],
    weaknesses: weaknessesIn(textsAt(metadata, 'cwe')),
    references: textsAt(metadata, 'references').slice(0, 20),
    at: `results[${index}]`,
    ...defined({
      severityWord: word === '' ? undefined : word,
      context: lines === undefined || lines === notTold ? undefined : plainLine(lines.trimStart().split('\n')[0] ?? ''),
      ownFingerprint: fingerprint === notTold ? undefined : fingerprint,
      suppression: inside(extra, 'is_ignored') === true ? ignored : undefined,
    }),
  };
}
