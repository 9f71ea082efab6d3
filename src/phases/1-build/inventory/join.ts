import {
  comparePackages,
  type Distribution,
  defined,
  formatPurl,
  type LayerRef,
  type Package,
  type Problem,
} from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import { knownDistribution } from '../distributions/index.ts';
import type { Extractor, FoundPackage } from '../ecosystems/index.ts';
import { Requirements } from './dependencies.ts';
import type { LayerFacts } from './layer-facts.ts';
import { firstLayerWith, olderCopies } from './layer-history.ts';
import type { LivingFacts } from './living-facts.ts';
import { canonicalPaths, withOwners, withoutTwins } from './ownership.ts';
import { PackagesWithoutFiles } from './packages-without-files.ts';

/** What the layers told together, and where in the final file system it still holds. */
export interface JoinInput {
  readonly extractors: readonly Extractor[];
  readonly layers: readonly LayerRef[];
  readonly facts: readonly LayerFacts[];
  readonly living: readonly LivingFacts[];
  readonly tree: FileTree;
  readonly distribution: Distribution | undefined;
  readonly onProblem: (problem: Problem) => void;
}

/** The packages of the final file system, each with the layer that brought it, its files and its owner; sorted. */
export function joinPackages(input: JoinInput): Package[] {
  const extractors = new Map(input.extractors.map((extractor) => [extractor.id, extractor]));
  const canonical = canonicalPaths(input.tree);
  const listed = listedFiles(input.living);
  const packages = new Map<string, Package>();
  /** Of packages inside an archive: the archive. */
  const archives = new Map<string, string>();
  const requirements = new Requirements(input.tree);
  const withoutFiles = new PackagesWithoutFiles(input.tree);
  for (const { layer, facts, paths } of input.living) {
    const extractor = extractors.get(facts.extractor);
    if (!extractor) continue;
    const older = extractor.isDatabase ? olderCopies(extractor.id, facts.path, layer, input.facts) : [];
    for (const found of facts.extraction.packages) {
      if (withoutFiles.has(found, extractor.id, paths[0] ?? facts.path)) continue;
      const brought = firstLayerWith(found, layer, older);
      const made = toPackage(found, extractor, paths, input.layers[brought], input.distribution);
      const files = [...(found.files ?? []), ...(listed.get(filesKey(extractor, found, facts.path)) ?? [])];
      const all = [...(packages.get(made.id)?.files ?? []), ...files.map(canonical)];
      packages.set(made.id, { ...(packages.get(made.id) ?? made), files: [...new Set(all)].sort() });
      if (found.inside !== undefined) archives.set(made.id, paths[0] ?? '');
      requirements.add({ id: made.id, found, extractor, path: facts.path }, paths);
    }
  }
  const all = requirements.on([...packages.values()].sort(comparePackages));
  if (requirements.isCut) {
    const message = 'packages say that they need more than is looked up: what they need is told in part';
    input.onProblem({ code: 'E_LIMIT', message, where: '/', part: 'inventory', incomplete: false });
  }
  for (const problem of withoutFiles.problems(all)) input.onProblem(problem);
  return withoutTwins(withOwners(all, archives), extractors, input.distribution);
}

/** Names the lists of files that belong to a package, in one extractor. */
function filesKey(extractor: Extractor, found: FoundPackage, path: string): string {
  return `${extractor.id}\n${extractor.packageKey?.(found, path) ?? ''}`;
}

function listedFiles(living: readonly LivingFacts[]): ReadonlyMap<string, readonly string[]> {
  const listed = new Map<string, readonly string[]>();
  for (const { facts } of living) {
    for (const { key, files } of facts.extraction.files) {
      const name = `${facts.extractor}\n${key}`;
      listed.set(name, [...(listed.get(name) ?? []), ...files]);
    }
  }
  return listed;
}

/** Where something in a file lies: an archive has a way in. */
export const insideOf = (path: string, inside: string | undefined): string =>
  inside === undefined ? path : `${path}!/${inside}`;

function toPackage(
  found: FoundPackage,
  extractor: Extractor,
  files: readonly string[],
  layer: LayerRef | undefined,
  distribution: Distribution | undefined,
): Package {
  const paths = files.map((file) => insideOf(file, found.inside));
  const path = paths[0] ?? '';
  const purl = formatPurl({
    type: found.type,
    ...found.purl,
    version: found.version,
    ...(found.distributionPurl && distribution ? distributionPurl(found, distribution) : {}),
  });
  return {
    id: `${purl} /${path}`,
    name: found.name,
    version: found.version,
    purl,
    type: found.type,
    versionOrder: found.versionOrder,
    ...defined({ architecture: found.architecture, os: found.os, source: found.source, origin: found.origin }),
    ...defined({ code: found.code }),
    licences: found.licences ?? [],
    path,
    paths,
    ...defined({ layer, form: found.inside === undefined ? found.form : 'part' }),
    files: [],
    foundBy: extractor.id,
    ...defined({ evidence: extractor.evidence, state: found.state }),
    ...defined({ development: found.development, direct: found.direct }),
  };
}

/** The namespace, which names who built it, and the `distro` qualifier (purl-spec, types `apk`, `deb`, `rpm`). */
function distributionPurl(
  found: FoundPackage,
  { id, version }: Distribution,
): { readonly namespace: string; readonly qualifiers: Readonly<Record<string, string>> } {
  const distro = version === undefined ? id : `${id}-${version}`;
  return { namespace: knownDistribution(id)?.purlNamespace ?? id, qualifiers: { ...found.purl.qualifiers, distro } };
}
