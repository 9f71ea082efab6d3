import { type Distribution, defined, type Package } from '../../../core/index.ts';
import { knownDistribution } from '../distributions/index.ts';
import { alpm } from './alpm/index.ts';
import { apk } from './apk/index.ts';
import { bazel } from './bazel/index.ts';
import { bitnami } from './bitnami/index.ts';
import { bower } from './bower/index.ts';
import { brew } from './brew/index.ts';
import { cargo } from './cargo/index.ts';
import { chocolatey } from './chocolatey/index.ts';
import { cocoapods } from './cocoapods/index.ts';
import { composer } from './composer/index.ts';
import { conan } from './conan/index.ts';
import { conda } from './conda/index.ts';
import { cos } from './cos/index.ts';
import { cpan } from './cpan/index.ts';
import { cran } from './cran/index.ts';
import { crystal } from './crystal/index.ts';
import { deb } from './deb/index.ts';
import { dub } from './dub/index.ts';
import { ebuild } from './ebuild/index.ts';
import type { Ecosystem } from './ecosystem.ts';
import { eopkg } from './eopkg/index.ts';
import type { Extractor } from './extractor.ts';
import { gem } from './gem/index.ts';
import { generic } from './generic/index.ts';
import { githubActions } from './githubactions/index.ts';
import { golang } from './golang/index.ts';
import { guix } from './guix/index.ts';
import { hackage } from './hackage/index.ts';
import { helm } from './helm/index.ts';
import { hex } from './hex/index.ts';
import { julia } from './julia/index.ts';
import { tellKinds } from './kinds.ts';
import { luarocks } from './luarocks/index.ts';
import { maven } from './maven/index.ts';
import { melpa } from './melpa/index.ts';
import type { ModuleStream } from './module-stream.ts';
import { nim } from './nim/index.ts';
import { nix } from './nix/index.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/index.ts';
import { opam } from './opam/index.ts';
import { opkg } from './opkg/index.ts';
import { type Origin, ofDistribution } from './origin.ts';
import { pear } from './pear/index.ts';
import { pub } from './pub/index.ts';
import { pypi } from './pypi/index.ts';
import { qpkg } from './qpkg/index.ts';
import { rpm } from './rpm/index.ts';
import { swift } from './swift/index.ts';
import { terraform } from './terraform/index.ts';
import { vcpkg } from './vcpkg/index.ts';
import { wordpress } from './wordpress/index.ts';

export type { CpeProduct, Ecosystem, OsvNaming } from './ecosystem.ts';
export type { Extraction, Extractor, FoundPackage } from './extractor.ts';
export { kindOf } from './kinds.ts';
export { isLocalPlace } from './local-places.ts';
export { type ModuleStream, unknownStream } from './module-stream.ts';
export { pathFrom } from './near.ts';
export { isNotForUse } from './not-for-use.ts';
export type { Origin } from './origin.ts';
export { PathIndex } from './path-index.ts';
export { pipLineEnd } from './pypi/requirements/lines.ts';
export type { Trace } from './trace.ts';
export { database, lockFiles, software } from './traces.ts';
export { isLibrary, isPlaceOf, type Wanted, WantedIndex } from './wanted.ts';

/**
 * Every ecosystem there is: those of systems, then those of registries. A new one is one folder beside these, of the name of its purl type, and one
 * line here. Where two traces say something of one path, that of the ecosystem which comes first here counts.
 */
export const ecosystems: readonly Ecosystem[] = [
  apk,
  deb,
  rpm,
  alpm,
  cos,
  ebuild,
  eopkg,
  opkg,
  qpkg,
  guix,
  nix,
  conda,
  brew,
  chocolatey,
  vcpkg,
  bitnami,
  npm,
  pypi,
  golang,
  gem,
  cargo,
  composer,
  nuget,
  maven,
  bower,
  pear,
  wordpress,
  hex,
  pub,
  swift,
  cocoapods,
  conan,
  hackage,
  cran,
  cpan,
  luarocks,
  julia,
  opam,
  crystal,
  nim,
  dub,
  bazel,
  terraform,
  githubActions,
  helm,
  melpa,
  generic,
];

const byType: ReadonlyMap<string, Ecosystem> = new Map(ecosystems.map((one) => [one.type, one]));

/** The ecosystem of a purl type; undefined for one that nobody has told us about. */
export function ecosystemOf(type: string): Ecosystem | undefined {
  return byType.get(type);
}

tellKinds((type) => {
  const known = ecosystemOf(type);
  if (known === undefined) return undefined;
  const { kind, versionOrder, orderOf, osv, lowerCase = false, namespace } = known;
  const isSystem = kind === 'system';
  const separator = isSystem ? undefined : (osv?.separator ?? '/');
  return {
    isSystem,
    lowerCase,
    ...defined({ versionOrder, orderOf, separator, namespace }),
  };
});

/** Whether packages of this purl type are a distribution's, so that its advisories are about them. */
export function isSystemType(type: string): boolean {
  return byType.get(type)?.kind === 'system';
}

/** Whose a package of a distribution's kind is: the distribution's, unless its own record says otherwise. */
export function originOf(found: Package, distribution: Distribution | undefined): Origin {
  if (distribution && knownDistribution(distribution.id)?.isAlone) return ofDistribution;
  return ecosystemOf(found.type)?.originOf?.(found, distribution) ?? ofDistribution;
}

/** The stream of a module that a package was built for. */
export function moduleStreamOf(found: Package): ModuleStream {
  return ecosystemOf(found.type)?.moduleOf?.(found);
}

/** The extractors of all ecosystems that read what is installed. */
export const extractors: readonly Extractor[] = ecosystems.flatMap(({ extractors: own = [] }) => own);

/** The extractors of all ecosystems that read what is meant to be installed. */
export const declaredExtractors: readonly Extractor[] = ecosystems.flatMap(({ declared = [] }) => declared);
