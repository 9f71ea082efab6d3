/*
 * Which of the versions that fix a flaw are told to people. Judged across all schemes of versions, by their usual words: no verdict rests on it, and
 * `Fix.versions` keeps them all.
 */

/** A number, a word of an early version behind it, and what may follow. A letter alone is a revision (`1.0.2a`) unless it counts (`1.0a1`). */
const early =
  /(?:^|[\d._~-])(?:alpha|beta|rc|cr|pre|preview|dev|snapshot|canary|nightly|next|insiders|milestone|ea)(?![a-z])|\d[._-]?[abcm]\d/i;

/** `v0.0.0-20240102030405-0123456789ab`: a commit that Go names so, where nobody has set a version. */
const commit = /[-.]\d{14}-[0-9a-f]{12}$/;

/** Whether a version is one of before its release: `1.27.0-rc.3`, `2.0b1`, `3.0.0.pre2`. */
export function isPrerelease(version: string): boolean {
  return !commit.test(version) && early.test(version.replace(/\+.*$/, ''));
}

/** Those that people are sent to, in their order: no pre-release, unless the installed version is one or nothing else is there. */
export function offeredVersions<V extends string>(versions: readonly V[], installed = ''): readonly V[] {
  const released = versions.filter((version) => !isPrerelease(version));
  return isPrerelease(installed) || released.length === 0 ? versions : released;
}

/** A version as people are told it: that it is a pre-release is said. */
export function offeredText(version: string): string {
  return isPrerelease(version) ? `${version} (a pre-release)` : version;
}

/** How far an upgrade goes: 0 within the branch (`1.2`), 1 within the major version, 2 beyond it. */
export function upgradeDistance(installed: string, version: string): 0 | 1 | 2 {
  const [a, b] = [branchOf(installed), branchOf(version)];
  if (a.major !== b.major) return 2;
  return a.minor === b.minor ? 0 : 1;
}

/** Whether two versions are of one branch: the same first two numbers, and the same epoch. */
export const isSameBranch = (a: string, b: string): boolean => upgradeDistance(a, b) === 0;

/** `1:2.36.1-8` is of branch 36 of 1:2; what has no second number is of branch 0. */
function branchOf(version: string): { readonly major: string; readonly minor: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+)[:!])?v?(.*)$/s.exec(version) ?? [];
  const [, major = rest, minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(rest) ?? [];
  return { major: `${Number(epoch)}:${major.replace(/^0+(?=\d)/, '')}`, minor: minor.replace(/^0+(?=\d)/, '') };
}
