import { compareDigits, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import { compareSemver, hasNumbers, semver } from '../semver/order.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Go modules, "Versions" (go.dev/ref/mod): semantic versions with a leading `v`. Pseudo-versions (v0.0.0-20240101000000-abcdefabcdef) are
 * pre-releases by form, `+incompatible` and `+dirty` are build metadata: neither needs a rule of its own.
 *
 * The standard library has the version of the toolchain, `go1.21.3` or `go1.21rc2` (go.dev/doc/toolchain, "Go versions"), which the vulnerability
 * database writes as semantic versions, 1.21.3 and 1.21.0-rc.2. Here both spellings are the same version. Since Go 1.21 `go1.N` alone names the
 * language, which is older than the first candidate of the release; before, it was the release.
 *
 * A program built from a working tree has no version: `(devel)`, `devel …` or nothing. It was made after the last release that it could name, so it
 * is newer than all of them; `isValid` is false for it, so that nobody takes that for knowledge.
 */
const toolchain = /^(?:go)?\d+(?:\.\d+)?(?:alpha|beta|rc)\d+$/;

/**
 * The toolchain version without what a maker of toolchains may append: `go1.21.3-corp`, `go1.21.3 X:boringcrypto`, `go1.22.4b7` and `go1.22.4_custom`,
 * which are 1.22.4 and nothing that comes before it.
 */
function withoutSuffix(version: string): string {
  let end = 0;
  while (end < version.length && !' \t-+'.includes(version.charAt(end))) end += 1;
  const text = version.slice(0, end);
  return named.exec(text)?.[1] ?? text;
}

const named = /^(go\d+(?:\.\d+)*(?:(?:alpha|beta|rc)\d+)?)(?!\.?\d|alpha|beta|rc)[^.]/;

/** A toolchain version as a semantic version; any other text as it is. */
function asSemver(version: string): string {
  const isNamed = version.startsWith('go') && isDigitAt(version, 2);
  if (!isNamed && !isDigitAt(version, 0)) return version;
  const text = isNamed ? withoutSuffix(version) : version;
  const start = isNamed ? 2 : 0;
  if (toolchain.test(text)) {
    const kindStart = text.search(/[abr]/);
    let numberStart = kindStart;
    while (!isDigitAt(text, numberStart)) numberStart += 1;
    const numbers = text.slice(start, kindStart);
    return `${numbers}-${text.slice(kindStart, numberStart)}.${text.slice(numberStart)}`;
  }
  if (!isNamed) return version;
  return isLanguageVersion(text) ? `${text.slice(start)}-0` : text.slice(start);
}

/** `go1.N` with N of 21 or more and nothing behind it. */
function isLanguageVersion(text: string): boolean {
  const major = digitsEnd(text, 2);
  if (major === text.length || text.charAt(major) !== '.') return false;
  const minor = digitsEnd(text, major + 1);
  if (minor !== text.length || minor === major + 1) return false;
  const majors = compareDigits(text, 2, major, '1', 0, 1);
  return majors > 0 || (majors === 0 && compareDigits(text, major + 1, minor, '21', 0, 2) >= 0);
}

function isWorkingTree(version: string): boolean {
  return version === '' || version.startsWith('devel') || version.startsWith('(devel');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const treeA = isWorkingTree(a);
  const treeB = isWorkingTree(b);
  if (treeA || treeB) return treeA === treeB ? compareText(a, b) : treeA ? 1 : -1;
  return compareSemver(asSemver(a), asSemver(b));
}

const released = /^(?:go)?\d+(?:\.\d+){0,2}$/;

function isValid(version: string): boolean {
  const bare = withoutSuffix(version);
  return semver.isValid(version) || released.test(bare) || toolchain.test(bare);
}

const hasPlace = (version: string): boolean => hasNumbers(asSemver(version));

/** Go modules and the Go standard library. */
export const go: VersionOrder = { id: 'go', title: 'Go module or toolchain', compare, isValid, hasPlace };
