/**
 * Prints pairs of versions from a pool, for a tool to compare: `node lab/version-lines/pairs.ts lab/version-lines/pools/NAME.txt [COUNT]`.
 * Every version with its neighbour in the pool, which is where the pool puts the near misses, and then pairs drawn at random with a fixed seed, so
 * that the same pool gives the same pairs. One pair a line, with a tab between.
 */
import { readFileSync } from 'node:fs';

const defaultCount = 400;

/** All pairs that are wanted from a pool. */
export function pairsOf(pool: readonly string[], count: number): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  const seen = new Set<string>();
  const add = (a: string | undefined, b: string | undefined): void => {
    if (a === undefined || b === undefined || seen.has(`${a}\t${b}`)) return;
    seen.add(`${a}\t${b}`);
    pairs.push([a, b]);
  };
  pool.forEach((version, index) => {
    add(version, pool[index + 1]);
  });
  let state = 1;
  const next = (): number => {
    // The generator of Park and Miller (1988).
    state = (state * 48_271) % 2_147_483_647;
    return state % pool.length;
  };
  const possible = pool.length * pool.length;
  while (pairs.length < Math.min(count, possible)) add(pool[next()], pool[next()]);
  return pairs;
}

const [, , file, count] = process.argv;
if (file !== undefined && import.meta.main) {
  const pool = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const lines = pairsOf(pool, Number(count ?? defaultCount)).map(([a, b]) => `${a}\t${b}\n`);
  process.stdout.write(lines.join(''));
}
