import { optionalArray, parseJson } from '../../../../foundations/formats/index.ts';

/** Where images say it that were built since 2025 (Red Hat, "Technical Guidance for Vulnerability Scanning Vendors"). */
export const contentSetsFile = 'usr/share/buildinfo/content-sets.json';

/** Where those before left one for each layer that Red Hat built: `ubi9-container-9.2-755.json`. What is built upon an image keeps those below. */
export const contentManifests = 'root/buildinfo/content_manifests';

// Manifests of programs name their dependencies besides.
const limits = { maxBytes: 1024 * 1024, maxDepth: 16, maxValues: 100_000 };
const mostSets = 500;

/** The repositories that a file of content sets names: `rhel-9-for-x86_64-baseos-rpms`. Empty where it is none. */
export function readContentSets(bytes: Uint8Array, path: string): readonly string[] {
  try {
    const sets = optionalArray(parseJson(bytes, path, limits), 'content_sets', path);
    const names = sets.filter((name): name is string => typeof name === 'string' && /^[\w.-]{1,120}$/.test(name));
    return [...new Set(names)].sort().slice(0, mostSets);
  } catch {
    // Then nobody says it, which is told where it matters.
    return [];
  }
}
