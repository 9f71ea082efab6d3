import { optionalArray, parseJson } from '../../../../foundations/formats/index.ts';

/** Where images say it that were built since 2025 (Red Hat, "Technical Guidance for Vulnerability Scanning Vendors"). */
export const contentSetsFile = 'usr/share/buildinfo/content-sets.json';

const limits = { maxBytes: 64 * 1024, maxDepth: 16, maxValues: 5_000 };
const mostSets = 500;

/** The repositories that a file of content sets names: `rhel-9-for-x86_64-baseos-rpms`. Empty where it is none. */
export function readContentSets(bytes: Uint8Array): readonly string[] {
  try {
    const sets = optionalArray(parseJson(bytes, contentSetsFile, limits), 'content_sets', contentSetsFile);
    const names = sets.filter((name): name is string => typeof name === 'string' && /^[\w.-]{1,120}$/.test(name));
    return [...new Set(names)].sort().slice(0, mostSets);
  } catch {
    // Then nobody says it, which is told where it matters.
    return [];
  }
}
