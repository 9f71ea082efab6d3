import path from 'node:path';
import { type VersionOrder, versionOrder } from '../../src/foundations/versions/index.ts';
import { eachCase, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Which of our orders each scheme of the suite is about. A scheme that is not here, or whose order is not built, is skipped. */
const ordersOfScheme: Readonly<Record<string, readonly string[]>> = {
  alpm: ['alpm'],
  apk: ['apk'],
  composer: ['composer'],
  conan: ['conan'],
  cran: ['cran'],
  deb: ['dpkg'],
  gem: ['gem'],
  gentoo: ['gentoo'],
  hackage: ['hackage'],
  maven: ['maven'],
  nuget: ['nuget'],
  openssl: ['openssl'],
  pub: ['pub'],
  pypi: ['pep440'],
  rpm: ['rpm'],
  // The suite says so of npm, cargo, Go and Hex alike.
  semver: ['semver', 'go'],
};

const mirror: Readonly<Record<string, string>> = { '<': '>', '=': '=', '>': '<' };

/**
 * Orders whose tool takes a version without a release for each of its releases, which among themselves are not the same: no order can say so. Ours says it of
 * bounds, and is asked as of one.
 */
const askedAsBounds: ReadonlySet<string> = new Set(['alpm']);

function relation(order: VersionOrder, a: string, b: string): string {
  const spokenOf = (version: string, by: string): string =>
    (askedAsBounds.has(order.id) ? order.boundedBy?.(version, by) : undefined) ?? version;
  const result = order.compare(spokenOf(a, b), spokenOf(b, a));
  return result < 0 ? '<' : result > 0 ? '>' : '=';
}

/** Which of two versions is older, in many packaging systems. A case holds in both directions or not at all. */
export const versionOrderSuite: Suite = {
  name: 'version-order',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'cases.jsonl'), async (line) => {
      const [scheme, a, op, b] = [textOf(line, 'scheme'), textOf(line, 'a'), textOf(line, 'op'), textOf(line, 'b')];
      await tally.judge(scheme, `${scheme}: ${a} ${op} ${b}`, () => {
        const orders = (ordersOfScheme[scheme] ?? []).map(versionOrder).filter((order) => order !== undefined);
        if (orders.length === 0) return { why: `no version order of ${scheme} yet` };
        const wrong = orders.find((order) => relation(order, a, b) !== op || relation(order, b, a) !== mirror[op]);
        if (wrong === undefined) return undefined;
        const actual = `${a} ${relation(wrong, a, b)} ${b}, ${b} ${relation(wrong, b, a)} ${a} (order ${wrong.id})`;
        return { expected: `${a} ${op} ${b}, ${b} ${mirror[op]} ${a}`, actual };
      });
    });
    return tally.result();
  },
};
