import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { linesOf } from './cases.ts';
import type { Suite } from './suite.ts';

/** Counts the cases of a suite in its folder. */
type Counter = (folder: string) => Promise<number>;

/** Suites of what is not built yet: why none of their cases is run, and how they are counted where that is not one a line. */
const reasons: Readonly<Record<string, { readonly why: string; readonly count?: Counter }>> = {
  cel: { why: 'no evaluator of CEL yet' },
  'cis-bench': { why: 'no benchmark controls yet' },
  'falco-events': { why: 'a table that other suites are read by: it has no cases', count: async () => 0 },
  gatekeeper: { why: 'no engine for Gatekeeper templates yet', count: gatekeeperRuns },
  kyverno: { why: 'no engine for Kyverno policies yet', count: (folder) => sumOfLines(folder, rowsOf) },
  netpol: { why: 'no analysis of network policies yet' },
  'notation-signatures': { why: 'no reader of Notary signatures yet' },
  rbac: { why: 'no analysis of RBAC yet' },
  'rego-v0': { why: 'no evaluator of Rego yet' },
  'rego-v1': { why: 'no evaluator of Rego yet' },
};

/** A suite that nothing runs yet: all its cases are skipped, so that they count among all cases. */
export function unbuiltSuite(name: string): Suite {
  const { why, count } = reasons[name] ?? { why: 'no runner yet' };
  return {
    name,
    async run(folder) {
      const cases = await (count ?? ((where) => sumOfLines(where, () => 1)))(folder);
      const skipped = Array.from({ length: cases }, (_, index) => ({ case: `${name} ${index + 1}`, why }));
      return { passed: 0, failures: [], skipped };
    },
  };
}

/** Names of the folders in `root` that hold a suite. */
export async function suiteFolders(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Sums over the lines of every `*.jsonl` in the folder. A line that cannot be read is a case all the same. */
async function sumOfLines(folder: string, casesIn: (line: unknown) => number): Promise<number> {
  let sum = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.jsonl'))) {
    for (const { text } of await linesOf(path.join(folder, name))) sum += casesIn(read(text));
  }
  return sum;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const listIn = (value: unknown, key: string): readonly unknown[] => {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : [];
  return Array.isArray(found) ? found : [];
};

/** A line is a suite of rows: policy, rule and resource. */
const rowsOf = (line: unknown): number => listIn(line, 'rows').length;

/** A case counts once for each engine of its template. */
async function gatekeeperRuns(folder: string): Promise<number> {
  let sum = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
    for (const test of listIn(read(await readFile(path.join(folder, name), 'utf8')), 'tests')) {
      sum += listIn(test, 'cases').length * listIn(test, 'engines').length;
    }
  }
  return sum;
}
