/**
 * Texts that stand where a version should be and are none. A package with such a "version" is not judged: it would be older than everything,
 * and every flaw there ever was would be reported.
 */
const placeholders: ReadonlySet<string> = new Set([
  '',
  '(unknown)',
  'unknown',
  'UNKNOWN', // Python: setuptools without metadata
]);

/** Go (debug/buildinfo): `(devel)` is a module built from its working tree, `devel go1.24-…` a toolchain built from one. */
const workingTree = /^\(?devel\b/;

/** Whether the text is no version at all. */
export function isNoVersion(version: string): boolean {
  const text = version.trim();
  return placeholders.has(text) || workingTree.test(text);
}
