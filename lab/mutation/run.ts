import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { percent, whyOf } from '../../src/core/index.ts';
import { root } from '../../tools/house/repository.ts';
import { Random } from '../fuzz/random.ts';
import { wholeNumber } from '../fuzz/whole-number.ts';
import { type Area, areas } from './areas.ts';
import type { Attempt } from './attempt.ts';
import { type Mutant, mutantsOf, mutantText, mutated } from './mutations.ts';

/*
 * `npm run mutation [-- --seconds N] [--seed N] [--only TEXT] [--least PERCENT]`: changes what decides in small ways, one at a time, and runs the tests that stand
 * beside it. A change that no test notices is told: either a test is missing, or the change means nothing. For about N seconds (600 unless said otherwise),
 * on a sample that follows from the seed, which follows from the commit. `--only` takes files whose path has TEXT in it. Exit codes: 0, 1 when fewer were noticed
 * than `--least` asks for, 2 for wrong use and where tests fail on the program as it is: then they say nothing.
 */

/** Processes beside one another. */
const atOnce = 2;

interface Planned {
  readonly area: Area;
  readonly file: string;
  readonly text: string;
  readonly mutant: Mutant;
}

type Outcome = 'killed' | 'hung' | 'survived' | 'no time';

/** Runs tests in a process of its own, which is ended after so many milliseconds. */
function attempt(what: Attempt, milliseconds: number): Promise<number | 'hung'> {
  const words = [`--import=${path.join(root, 'tools/property-seed.ts')}`, '--no-warnings'];
  const child = spawn(process.execPath, [...words, path.join(root, 'lab/mutation/attempt.ts'), JSON.stringify(what)], {
    cwd: root,
    stdio: 'ignore',
    // What is compiled once need not be compiled for every mutant.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'seaworthy-mutation') },
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | 'hung'>();
  const timer = setTimeout(() => {
    resolve('hung');
    child.kill('SIGKILL');
  }, milliseconds);
  child.once('error', reject);
  child.once('exit', (code) => resolve(code ?? 1));
  return promise.finally(() => clearTimeout(timer));
}

/** How long the tests of an area take on the program as it is. Throws when they fail there: then they say nothing. */
async function baseline({ name, tests }: Area): Promise<number> {
  const start = performance.now();
  const code = await attempt({ tests }, 120_000);
  if (code !== 0) throw new Error(`the tests of ${name} do not pass as it is (${code})`);
  return performance.now() - start;
}

/** All mutants in an order that follows from the seed. */
function plan(only: string, seed: number): readonly Planned[] {
  const all = areas.flatMap((area) =>
    area.sources
      .filter((file) => file.includes(only))
      .flatMap((file) => {
        const text = readFileSync(path.join(root, file), 'utf8');
        return mutantsOf(text)
          .filter((mutant) => isProgram(mutated(text, mutant)))
          .map((mutant): Planned => ({ area, file, text, mutant }));
      }),
  );
  return all
    .map((each, index) => ({ each, key: Random.of(seed, 'mutation', index).below(2 ** 31) }))
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
}

function isProgram(text: string): boolean {
  try {
    stripTypeScriptTypes(text);
    return true;
  } catch {
    return false;
  }
}

async function run(seconds: number, seed: number, only: string, least: number): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  const planned = plan(only, seed);
  if (planned.length === 0) throw new Error(`there is nothing to change in files with ${JSON.stringify(only)}`);
  const baselines = new Map<Area, Promise<number>>();
  const tried: { readonly planned: Planned; readonly outcome: Outcome }[] = [];
  const waiting = planned.values();
  const work = async (): Promise<void> => {
    for (const each of waiting) {
      if (performance.now() >= end) return;
      const usual = baselines.get(each.area) ?? baseline(each.area);
      baselines.set(each.area, usual);
      const outcome = await tryOne(each, 5_000 + 4 * (await usual), end);
      if (outcome === 'no time') return;
      tried.push({ planned: each, outcome });
      if (outcome === 'survived')
        process.stdout.write(`survived ${each.file}:${each.mutant.line}  ${mutantText(each.text, each.mutant)}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const told = (some: typeof tried): string => {
    const noticed = some.filter(({ outcome }) => outcome !== 'survived').length;
    const hung = some.filter(({ outcome }) => outcome === 'hung').length;
    return `${noticed} of ${some.length} noticed (${percent(noticed / Math.max(1, some.length))})${hung > 0 ? `, ${hung} by hanging` : ''}`;
  };
  for (const area of areas) {
    const own = tried.filter(({ planned: each }) => each.area === area);
    if (own.length > 0) process.stdout.write(`${area.name.padEnd(12)} ${told(own)}\n`);
  }
  process.stdout.write(`all of ${planned.length}, seed ${seed}: ${told(tried)}\n`);
  const noticed = tried.filter(({ outcome }) => outcome !== 'survived').length;
  return tried.length > 0 && (noticed / tried.length) * 100 >= least ? 0 : 1;
}

async function tryOne({ area, file, mutant }: Planned, limit: number, end: number): Promise<Outcome> {
  const left = end - performance.now();
  const { from, to, text } = mutant;
  const code = await attempt(
    { tests: area.tests, mutant: { file, from, to, text } },
    Math.min(limit, Math.max(1, left)),
  );
  // What the end of the time cut short says nothing.
  if (code === 'hung') return left < limit ? 'no time' : 'hung';
  return code === 0 ? 'survived' : 'killed';
}

/** The same commit gives the same sample. */
function seedOfCommit(): number {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return Number.parseInt(commit.slice(0, 7), 16);
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '600' },
        seed: { type: 'string' },
        only: { type: 'string', default: '' },
        least: { type: 'string', default: '0' },
      },
    });
    const seed = values.seed === undefined ? seedOfCommit() : wholeNumber(values.seed, 'seed');
    process.exitCode = await run(
      wholeNumber(values.seconds, 'seconds'),
      seed,
      values.only,
      wholeNumber(values.least, 'least'),
    );
  } catch (error) {
    process.stderr.write(`${whyOf(error)}\n`);
    process.exitCode = 2;
  }
}
