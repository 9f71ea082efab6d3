/** Far more than any lock file has; what is beyond counts as not named, so that it is told and never passed over. */
const mostNames = 500_000;
const longestName = 256;

const digest = /\bsha(?:1|256|384|512)[-:=][A-Za-z0-9+/=]+/g;
const word = /[A-Za-z0-9][A-Za-z0-9._-]*/g;

/** One spelling for all kinds: that two names differ by no more than this says of no project that it is locked and is not. */
const spelling = (name: string): string => name.toLowerCase().replace(/[._-]+/g, '-');

/**
 * Words in a lock file that may be names of packages, whatever its form: others read what it says, here it matters only whether it knows of a package at
 * all. Comments name nothing.
 */
export function namesInLock(bytes: Uint8Array): readonly string[] {
  const names = new Set<string>();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (line.trimStart().startsWith('#')) continue;
    for (const [found] of line.replace(digest, '').matchAll(word)) {
      if (names.size >= mostNames) return [...names];
      if (found.length <= longestName) names.add(spelling(found));
    }
  }
  return [...names];
}

/** Whether a package is among the words of a lock file; one in a scope where both halves are. */
export function isNamed(name: string, names: ReadonlySet<string>): boolean {
  const parts = name.match(word) ?? [];
  return parts.length > 0 && parts.every((part) => names.has(spelling(part)));
}
