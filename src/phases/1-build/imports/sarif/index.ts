import { defined, type Problem, printable, SeaworthyError } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { ImportedKind, ImportedResult, ImportedRun, ImportFormat } from '../imported.ts';
import { safe } from '../join/finding.ts';
import { importNote, mostPlaces, mostResults, notImported, partName } from '../odd.ts';
import { at as inside, listAt, notLists, oneLine, textAt, wordAt } from '../words.ts';
import { rootsOf } from './locations.ts';
import { messageText } from './messages.ts';
import { isOfConfiguration, kindOfResult, readResult, type SarifRun } from './results.ts';
import { SarifRules } from './rules.ts';

/** The most runs of one report. */
const mostRuns = 1_000;
/** Notifications of a run that are told one by one. */
const mostNotifications = 100;

/** SARIF 2.1.0 (OASIS standard, errata 01), of any tool. */
export const sarifImport: ImportFormat = {
  id: 'sarif',
  version: 1,
  title: 'SARIF 2.1.0 of any tool',
  knows: ({ json }) =>
    isObject(json) &&
    Array.isArray(json.runs) &&
    (json.$schema !== undefined ||
      json.version !== undefined ||
      listAt(json, 'runs').some((run) => inside(run, 'tool', 'driver') !== undefined)),
  read({ json, where }) {
    const version = textAt(json, 'version');
    if (version !== undefined && !version.startsWith('2.1'))
      throw new SeaworthyError('E_FORMAT', `SARIF of version ${printable(version.slice(0, 20))} is not read`, {
        where,
        next: 'Have the tool write SARIF 2.1.0.',
      });
    const runs = listAt(json, 'runs');
    if (runs.length > mostRuns) throw new SeaworthyError('E_LIMIT', `SARIF of more than ${mostRuns} runs`, { where });
    let room = mostResults;
    // What belongs to a run may stand beside all of them (§3.13.5): it is not read, so the first says so.
    const beside = listAt(json, 'inlineExternalProperties').some(
      (one) => listAt(one, 'results').length > 0 || listAt(one, 'invocations').length > 0,
    );
    return runs.map((run, index) => {
      const read = readRun(run, `runs[${index}]`, where, room);
      room = Math.max(0, room - read.results.length);
      if (!beside || index > 0) return read;
      const message = 'results stand in inlineExternalProperties, and were not read';
      return { ...read, problems: [...read.problems, notImported(message, where, partName(read.tool))] };
    });
  },
};

function readRun(run: unknown, place: string, where: string, room: number): ImportedRun {
  const driver = inside(run, 'tool', 'driver');
  const tool = safe(oneLine(textAt(driver, 'name') ?? ''), 100) || 'a tool without a name';
  const version = textAt(driver, 'semanticVersion') ?? textAt(driver, 'version');
  const of: SarifRun = { run, tool, where: place, rules: new SarifRules(run), roots: rootsOf(run) };
  const problems: Problem[] = [...howItWent(run, tool, `${where}: ${place}`, of)];
  const results = resultsOf(run, of, where, room, problems);
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const silent: ImportedKind = isOfConfiguration(tool) ? 'misconfiguration' : 'weakness';
  return {
    tool,
    results,
    lookedFor: kinds.length === 0 ? [silent] : kinds,
    problems,
    ...defined({ version: version?.slice(0, 100), checkout: checkoutOf(run) }),
  };
}

function resultsOf(
  run: unknown,
  of: SarifRun,
  where: string,
  room: number,
  problems: Problem[],
): readonly ImportedResult[] {
  const part = partName(of.tool);
  const tell = (message: string): unknown => problems.push(notImported(message, `${where}: ${of.where}`, part));
  const given = inside(run, 'results');
  // A run without this member tells what the tool is able to, and not what it found (§3.14.23).
  if (!Array.isArray(given)) tell(`${of.tool} tells no results: the report has none, or keeps them in another file`);
  const results: ImportedResult[] = [];
  const odd: number[] = [];
  let open = 0;
  let cutPlaces = 0;
  for (const [index, result] of listAt(given).entries()) {
    const kind = kindOfResult(result);
    if (kind === 'open' || kind === 'review') open += 1;
    // It was looked at and is as it should be, or is no matter of right and wrong.
    if (kind === 'pass' || kind === 'notApplicable' || kind === 'informational' || kind === 'open' || kind === 'review')
      continue;
    if (results.length >= room) {
      tell(`more than ${mostResults} results: those from ${index + 1} on were not read`);
      break;
    }
    const read = readResult(result, index, of);
    if (read === undefined) odd.push(index);
    else results.push(...read);
    if (listAt(result, 'locations').length > mostPlaces) cutPlaces += 1;
  }
  const [first] = odd;
  if (first !== undefined)
    tell(
      `${odd.length === 1 ? 'one result has' : `${odd.length} results have`} neither a rule nor a message, the first is results[${first}]`,
    );
  if (open > 0)
    tell(
      `${of.tool} left ${open === 1 ? 'one result' : `${open} results`} open: it could not decide, or asks a person to`,
    );
  if (cutPlaces > 0)
    tell(
      `of ${cutPlaces === 1 ? 'one result' : `${cutPlaces} results`} more than ${mostPlaces} places are told, and no more were read`,
    );
  return results;
}

/** What a run says of how it went (§3.20): a failure is never silence. */
function* howItWent(run: unknown, tool: string, where: string, of: SarifRun): Generator<Problem> {
  const part = partName(tool);
  if (notLists(run, 'invocations').length > 0)
    yield notImported(`how ${tool} went cannot be read: invocations is no list`, where, part);
  for (const [index, invocation] of listAt(run, 'invocations').entries()) {
    if (!wentWell(invocation)) {
      const why = textAt(invocation, 'exitCodeDescription') ?? textAt(invocation, 'processStartFailureMessage');
      const reason = why === undefined ? '' : `: ${oneLine(why).slice(0, 300)}`;
      yield notImported(`${tool} says that it did not run to its end${reason}`, `${where}.invocations[${index}]`, part);
    }
    for (const member of ['toolExecutionNotifications', 'toolConfigurationNotifications'] as const) {
      const all = listAt(invocation, member);
      for (const [at, one] of all.slice(0, mostNotifications).entries()) {
        const level = textAt(one, 'level') ?? 'warning';
        if (level === 'note' || level === 'none') continue;
        const said = messageText(inside(one, 'message'), {
          rule: undefined,
          component: inside(of.run, 'tool', 'driver'),
        });
        const text = `${tool} says: ${oneLine(said ?? textAt(one, 'descriptor', 'id') ?? 'something went wrong').slice(0, 500)}`;
        const place = `${where}.invocations[${index}].${member}[${at}]`;
        yield level === 'error' ? notImported(text, place, part) : importNote(text, place, part);
      }
      if (all.length > mostNotifications)
        yield notImported(
          `${tool} has ${all.length - mostNotifications} more things to say, which were not read`,
          `${where}.invocations[${index}].${member}`,
          part,
        );
    }
  }
  if (listAt(inside(run, 'externalPropertyFileReferences'), 'results').length > 0)
    yield notImported(`results of ${tool} lie in other files, which were not read`, where, part);
}

/** Whether nothing in an invocation says that it failed (§3.20.14): not started, ended by a signal, or anything but `true` where it says how it went. */
function wentWell(invocation: unknown): boolean {
  if ((inside(invocation, 'executionSuccessful') ?? true) !== true) return false;
  const signs = ['exitSignalName', 'exitSignalNumber', 'processStartFailureMessage'] as const;
  return signs.every((name) => wordAt(invocation, name) === undefined);
}

/** The repository and commit that a run says it looked at (§3.14.24). */
function checkoutOf(run: unknown): ImportedRun['checkout'] {
  const [first] = listAt(run, 'versionControlProvenance');
  const repository = textAt(first, 'repositoryUri');
  const revision = textAt(first, 'revisionId');
  if (repository === undefined) return undefined;
  const isCommit = revision !== undefined && /^[0-9a-f]{7,64}$/i.test(revision);
  return { repository, ...(isCommit ? { revision: revision.toLowerCase() } : {}) };
}
