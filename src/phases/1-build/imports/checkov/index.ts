import { defined, severityFromWord } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { mostResults, notImported } from '../odd.ts';
import { countAt, at as inside, listAt, notLists, textAt, textsAt } from '../words.ts';

const tool = 'Checkov';

const isRun = (one: unknown): boolean =>
  isObject(one) &&
  ((typeof one.check_type === 'string' && isObject(one.results)) || typeof one.checkov_version === 'string');

/** Reports of Checkov (`-o json`): of one framework an object, of several a list. */
export const checkovImport: ImportFormat = {
  id: 'checkov',
  version: 1,
  title: 'Checkov JSON',
  knows: ({ json }) => (Array.isArray(json) ? json.length > 0 && json.every(isRun) : isRun(json)),
  read: ({ json, where }) => (Array.isArray(json) ? json : [json]).map((run: unknown) => readRun(run, where)),
};

function readRun(run: unknown, where: string): ImportedRun {
  const checks = inside(run, 'results');
  const kind = textAt(run, 'check_type') === 'secrets' ? 'secret' : 'misconfiguration';
  const failed = listAt(checks, 'failed_checks').map((one, at) => readCheck(one, kind, `failed_checks[${at}]`));
  const skipped = listAt(checks, 'skipped_checks').map((one, at) =>
    readCheck(one, kind, `skipped_checks[${at}]`, true),
  );
  const all = [...failed, ...skipped];
  const results = all.filter((one) => one !== undefined);
  const [oddList] = notLists(checks, 'failed_checks', 'skipped_checks', 'passed_checks', 'parsing_errors');
  const counted = countAt(run, 0, 'summary', 'failed') ?? 0;
  const unread = textsAt(checks, 'parsing_errors');
  const version = textAt(run, 'summary', 'checkov_version') ?? textAt(run, 'checkov_version');
  const looked = results.length + listAt(checks, 'passed_checks').length + (countAt(run, 0, 'summary', 'passed') ?? 0);
  return {
    tool,
    results: results.slice(0, mostResults),
    lookedFor: [kind],
    problems: [
      ...unread.slice(0, 100).map((path) => notImported('Checkov could not parse it', path, 'checkov')),
      ...(unread.length > 100
        ? [notImported(`Checkov could not parse ${unread.length - 100} more files`, where, 'checkov')]
        : []),
      ...(looked === 0 && unread.length === 0
        ? [notImported('Checkov tells of nothing that it judged', where, 'checkov')]
        : []),
      ...(oddList === undefined ? [] : [notImported(`${oddList} is no list`, where, 'checkov')]),
      ...(counted > failed.length
        ? [notImported(`Checkov counts ${counted} failed checks and lists ${failed.length}`, where, 'checkov')]
        : []),
      ...(results.length < all.length ? [notImported('a check has no id', where, 'checkov')] : []),
      ...(results.length > mostResults ? [notImported(`more than ${mostResults} results`, where, 'checkov')] : []),
    ],
    ...defined({ version }),
  };
}

function readCheck(
  one: unknown,
  kind: 'secret' | 'misconfiguration',
  at: string,
  isSkipped = false,
): ImportedResult | undefined {
  const rule = textAt(one, 'check_id');
  if (rule === undefined) return undefined;
  const line = listAt(one, 'file_line_range').find((first) => typeof first === 'number' && first > 0);
  const path = (textAt(one, 'repo_file_path') ?? textAt(one, 'file_path') ?? '').replace(/^\/+/, '');
  const word = textAt(one, 'severity');
  const reason = textAt(one, 'check_result', 'suppress_comment') ?? 'skipped in Checkov, without a reason';
  const guide = textAt(one, 'guideline');
  return {
    kind,
    rule,
    names: textsAt(one, 'bc_check_id'),
    title: textAt(one, 'check_name') ?? rule,
    severity: severityFromWord(word ?? ''),
    places: [{ kind: 'file', path, ...(typeof line === 'number' && Number.isSafeInteger(line) ? { line } : {}) }],
    weaknesses: [],
    references: guide === undefined ? [] : [guide],
    at,
    ...defined({
      severityWord: word,
      context: kind === 'secret' ? undefined : textAt(one, 'resource'),
      suppression: isSkipped
        ? { by: tool, reason, source: { kind: 'report' as const, name: tool, statement: 'skipped_checks' } }
        : undefined,
    }),
  };
}
