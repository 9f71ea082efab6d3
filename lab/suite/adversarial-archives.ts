import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, defaultLimits, type Problem, parseDigest, SeaworthyError } from '../../src/core/index.ts';
import {
  blobLayer,
  type FileNode,
  FileTree,
  type Layer,
  type LayerEntry,
  openTarget,
  readFiles,
} from '../../src/foundations/images/index.ts';
import { extractors } from '../../src/phases/1-build/ecosystems/index.ts';
import { type Case, eachCase, listOf as objectsOf, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

const maxMilliseconds = 5_000;
const maxGrowth = 256 * 1024 * 1024;
/** Bodies are compared, so that they are read whole; the bound is far above any case. */
const maxFileBytes = 16 * 1024 * 1024;
const limits = defaultLimits;

/** What came out of a case: either an error, or the file system and what was told on the way. */
interface Outcome {
  readonly error?: SeaworthyError;
  readonly problems: readonly Problem[];
  readonly tree?: FileTree;
  readonly layers: readonly Layer[];
  readonly entries: readonly (readonly LayerEntry[])[];
}

async function openLayers(
  form: string,
  file: string,
  digest: Digest,
): Promise<{ layers: readonly Layer[]; close(): Promise<void> }> {
  if (form === 'docker-archive') return openTarget(`docker-archive:${file}`, { limits });
  const layer = blobLayer({ ref: { index: 0, digest }, digest, open: () => createReadStream(file) });
  return { layers: [layer], close: async () => {} };
}

async function judge(opened: { readonly layers: readonly Layer[] }): Promise<Outcome> {
  const problems: Problem[] = [];
  const entries: LayerEntry[][] = [];
  for (const layer of opened.layers) {
    const seen: LayerEntry[] = [];
    const entry = (found: LayerEntry): 'skip' => {
      seen.push(found);
      return 'skip';
    };
    await layer.walk({ entry, body: () => {} }, { limits, onProblem: (problem) => problems.push(problem) });
    entries.push(seen);
  }
  return { problems, layers: opened.layers, entries, tree: FileTree.merge(entries, limits) };
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const pairsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

function checkVerdict(verdict: string, { error, problems }: Outcome): readonly string[] {
  const told = error === undefined ? 'it was accepted' : `${error.code}: ${error.message}`;
  const isLimit = error?.code === 'E_LIMIT' || problems.some(({ code }) => code === 'E_LIMIT');
  if (verdict === 'accept') return error === undefined ? [] : [told];
  if (verdict === 'limit') return isLimit ? [] : [told];
  return error !== undefined && !isLimit ? [] : [told];
}

/** What does not hold of what the case lists. */
async function checkContent(one: Case, { tree, layers, entries }: Outcome): Promise<readonly string[]> {
  if (tree === undefined) return [];
  const wrong: string[] = [];
  const files = pairsOf(one.files);
  const nodes = files.map(([name]) => tree.resolve(name)).filter((node): node is FileNode => node !== undefined);
  const bodies = await readFiles(layers, nodes, maxFileBytes, { limits });
  for (const [name, content] of files) {
    const bytes = bodies.get(tree.resolve(name)?.path ?? '');
    const text = bytes === undefined ? 'nothing' : JSON.stringify(Buffer.from(bytes).toString());
    if (text !== JSON.stringify(content)) wrong.push(`${name} is ${text}`);
  }
  for (const [name, size] of pairsOf(one.sizes)) {
    const actual = tree.resolve(name)?.size;
    if (actual !== size) wrong.push(`${name} has ${actual} bytes`);
  }
  for (const name of listOf(one.present)) if (tree.get(name) === undefined) wrong.push(`${name} is missing`);
  for (const name of listOf(one.absent)) if (tree.resolve(name) !== undefined) wrong.push(`${name} resolves`);
  const marks = (kind: string): ReadonlySet<string> =>
    new Set(
      entries
        .flat()
        .filter((entry) => entry.kind === kind)
        .map((entry) => entry.path),
    );
  for (const name of listOf(one.whiteouts)) if (!marks('whiteout').has(name)) wrong.push(`${name} is no whiteout`);
  for (const name of listOf(one.opaque)) if (!marks('opaque').has(name)) wrong.push(`${name} is not opaque`);
  return wrong;
}

const stampOf = async (file: string): Promise<string> =>
  lstat(file).then(
    (status) => `${status.ino} ${status.size} ${status.mtimeMs}`,
    () => 'absent',
  );

const stampsOf = (files: readonly string[]): Promise<readonly string[]> => Promise.all(files.map(stampOf));

async function outcomeOf(
  form: string,
  file: string,
  digest: Digest,
  check: (outcome: Outcome) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    const opened = await openLayers(form, file, digest);
    try {
      return await check(await judge(opened));
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof SeaworthyError) return check({ error, problems: [], layers: [], entries: [] });
    return [`an error that is none of ours: ${error}`];
  }
}

/** What does not hold of a Java archive: its packages are those of the case, or it is refused with one of our errors. */
async function judgeJar(one: Case, file: string): Promise<readonly string[]> {
  const verdict = textOf(one, 'verdict');
  const reader = extractors.find(({ id }) => id === 'java-archive');
  try {
    await reader?.prepare?.();
    const extraction = reader?.extract(file, await readFile(file));
    const wrong = [...(extraction?.problems ?? ['no reader'])];
    if (verdict !== 'accept') return ['it was accepted', ...wrong];
    const found = (extraction?.packages ?? []).map(({ name, version }) => `${name} ${version}`).sort();
    const expected = objectsOf(one, 'packages').map((each) => `${textOf(each, 'name')} ${textOf(each, 'version')}`);
    return found.join() === expected.sort().join() ? wrong : [`found ${found.join() || 'nothing'}`, ...wrong];
  } catch (error) {
    if (!(error instanceof SeaworthyError)) return [`an error that is none of ours: ${error}`];
    return checkVerdict(verdict, { error, problems: [], layers: [], entries: [] });
  }
}

async function judgeArchive(one: Case, form: string, file: string): Promise<readonly string[]> {
  return outcomeOf(form, file, parseDigest(`sha256:${textOf(one, 'sha256')}`), async (outcome) => {
    const verdict = textOf(one, 'verdict');
    const broken = checkVerdict(verdict, outcome);
    return verdict === 'accept' ? [...broken, ...(await checkContent(one, outcome))] : broken;
  });
}

const forms: ReadonlySet<string> = new Set(['docker-archive', 'jar', 'layer']);

/** Runs one case; what does not hold, empty when all does. */
async function runCase(one: Case, form: string, folder: string): Promise<readonly string[]> {
  const file = path.join(folder, textOf(one, 'file'));
  const untouched = listOf(one.mustNotTouch);
  const before = await stampsOf(untouched);
  const [start, memory] = [performance.now(), process.resourceUsage().maxRSS * 1024];
  const wrong = form === 'jar' ? await judgeJar(one, file) : await judgeArchive(one, form, file);
  const milliseconds = Math.round(performance.now() - start);
  const growth = process.resourceUsage().maxRSS * 1024 - memory;
  const after = await stampsOf(untouched);
  return [
    ...wrong,
    ...(milliseconds > maxMilliseconds ? [`it took ${milliseconds} ms`] : []),
    ...(growth > maxGrowth ? [`it took ${growth} bytes of memory`] : []),
    ...untouched.filter((_, index) => before[index] !== after[index]).map((name) => `${name} was touched`),
  ];
}

/** Odd and hostile archives: what must be read is read, what must be refused is refused, and nothing is written. */
export const adversarialArchivesSuite: Suite = {
  name: 'adversarial-archives',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'cases.jsonl'), async (one) => {
      const form = textOf(one, 'form');
      await tally.judge(form, `${form}: ${textOf(one, 'file')}`, async () => {
        if (!forms.has(form)) return { why: `no reader for the form "${form}" yet` };
        const wrong = await runCase(one, form, folder);
        if (wrong.length === 0) return undefined;
        return { expected: `${textOf(one, 'verdict')}: ${textOf(one, 'statement')}`, actual: wrong.join('; ') };
      });
    });
    return tally.result();
  },
};
