import type { FoundPackage } from '../../extractor.ts';

/** What names a package of a Maven repository (Maven, "POM Reference", "Maven Coordinates"). */
export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

const idGrammar = /^[A-Za-z0-9_.-]{1,256}$/;
/** Anything but what a version of a coordinate cannot hold; a placeholder that nobody filled in begins with a dollar sign. */
const versionGrammar = /^[^\s\\/:"<>|?*[\](){},$@]{1,256}$/;

export const isId = (text: string | undefined): text is string => text !== undefined && idGrammar.test(text);
export const isVersion = (text: string | undefined): text is string => text !== undefined && versionGrammar.test(text);

/** Coordinates of these texts; undefined where one of them can be none. */
export function coordinates(
  group: string | undefined,
  artifact: string | undefined,
  version: string | undefined,
): Coordinates | undefined {
  return isId(group) && isId(artifact) && isVersion(version) ? { group, artifact, version } : undefined;
}

/** purl-spec, type `maven`: the group is the namespace. */
export function mavenPackage({ group, artifact, version }: Coordinates): FoundPackage {
  return {
    name: `${group}:${artifact}`,
    version,
    type: 'maven',
    versionOrder: 'maven',
    purl: { namespace: group, name: artifact },
  };
}
