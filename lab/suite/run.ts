import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { whyOf } from '../../src/core/index.ts';
import { closingLines, failureText, groupTable, skipText, wholeOf } from './print.ts';
import type { Suite, SuiteOptions, SuiteResult } from './suite.ts';
import { suites } from './suites.ts';
import { Tally } from './tally.ts';
import { suiteFolders, unbuiltSuite } from './unbuilt.ts';

/*
 * `npm run suite -- NAME [FOLDER] [--only TEXT]`: runs a suite of cases, prints each that fails, and ends with `N of ALL cases` and
 * `N passed, N failed, N skipped`. ALL are all cases of the suite: what is not built yet is skipped, and has not passed.
 * `npm run suite -- all [FOLDER]`: every suite whose folder is there, those too that nothing runs yet; FOLDER holds them all. Exit codes: 0, 1 when a
 * case failed, 2 for wrong use or a missing folder.
 */

const repository = fileURLToPath(new URL('../../', import.meta.url));
const sharedSuites = path.resolve(repository, '..', 'shared', 'suites');

/** What the runner is called with, and where it prints. */
export interface SuiteCall {
  readonly arguments: readonly string[];
  /** Where suites lie when no folder is given. */
  readonly defaultFolder: string;
  readonly suites: readonly Suite[];
  readonly print: (text: string) => void;
  readonly complain: (line: string) => void;
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
}

/** Which suites to run, each with its folder; a text when the call is wrong. */
async function plan(call: SuiteCall, name: string | undefined, folder: string | undefined) {
  const names = call.suites.map((suite) => suite.name).join(', ');
  if (name === undefined) return `Name a suite: ${names}, or all.`;
  if (name === 'all') {
    const root = folder ?? call.defaultFolder;
    const found = await suiteFolders(root);
    const ofName = (each: string): Suite => call.suites.find((suite) => suite.name === each) ?? unbuiltSuite(each);
    return found.length > 0
      ? found.map((each) => ({ suite: ofName(each), folder: path.join(root, each) }))
      : `There is no suite in ${root}.`;
  }
  const suite = call.suites.find((candidate) => candidate.name === name);
  const place = folder ?? path.join(call.defaultFolder, name);
  if (suite === undefined && !(await isFolder(place)))
    return `There is no suite "${name}". There are: ${names}, or all.`;
  return (await isFolder(place))
    ? [{ suite: suite ?? unbuiltSuite(name), folder: place }]
    : `There is no folder ${place}: give the one that holds the suite's cases.jsonl.`;
}

/** A suite that cannot be run at all is one failure, and the others are run. */
async function runSuite(suite: Suite, folder: string, options: SuiteOptions): Promise<SuiteResult> {
  try {
    return await suite.run(folder, options);
  } catch (error) {
    const tally = new Tally({});
    tally.count('odd', folder, { expected: 'a suite that can be run', actual: String(error) });
    return tally.result();
  }
}

/** Runs what was asked for and gives the exit code. */
export async function runSuites(call: SuiteCall): Promise<number> {
  let parsed: { readonly values: { readonly only?: string | undefined }; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...call.arguments], options: { only: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    call.complain(whyOf(error));
    return 2;
  }
  const [name, folder] = parsed.positionals;
  const planned = await plan(call, name, folder);
  if (typeof planned === 'string') {
    call.complain(planned);
    return 2;
  }
  const { only } = parsed.values;
  const results: SuiteResult[] = [];
  for (const { suite, folder: place } of planned) {
    const result = await runSuite(suite, place, only === undefined ? {} : { only });
    call.print(failureText(suite.name, result) + skipText(suite.name, result));
    call.print(`${groupTable(suite.name, [...(result.groups ?? []), wholeOf('all', result)])}\n`);
    for (const note of result.notes ?? []) call.print(`${note}\n`);
    results.push(result);
  }
  if (planned.length > 1) {
    const rows = results.map((result, index) => wholeOf(planned[index]?.suite.name ?? '', result));
    call.print(`${groupTable('suite', rows)}\n`);
  }
  call.print(`${closingLines(results)}\n`);
  return results.some((result) => result.failures.length > 0) ? 1 : 0;
}

if (import.meta.main) {
  process.exitCode = await runSuites({
    arguments: process.argv.slice(2),
    defaultFolder: sharedSuites,
    suites,
    print: (text) => process.stdout.write(text),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
}
