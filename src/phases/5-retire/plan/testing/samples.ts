import type { Digest } from '../../../../core/index.ts';
import type { ListedManifest, RegistryListing, RepositoryListing } from '../../listing/listing.ts';

/** A digest that is told by a number: for tests. */
export function testDigest(number: number): Digest {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

/** Facts of a manifest with that digest: for tests. */
export function testFacts(number: number, facts: Partial<ListedManifest> = {}): ListedManifest {
  return {
    digest: testDigest(number),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    size: 100 + number,
    kind: facts.children === undefined ? 'image' : 'index',
    children: [],
    blobs: [],
    layers: [],
    ...facts,
  };
}

/** A registry `r.test` with repositories that hold what is given: for tests. */
export function testListing(
  repositories: readonly (Pick<RepositoryListing, 'repository' | 'manifests'> & Partial<RepositoryListing>)[],
  whole = true,
): RegistryListing {
  return {
    registry: 'r.test',
    time: '2026-01-01T00:00:00.000Z',
    whole,
    problems: [],
    repositories: repositories.map((repository) => ({
      registry: 'r.test',
      tags: [],
      missing: [],
      referrers: [],
      problems: [],
      ...repository,
    })),
  };
}
