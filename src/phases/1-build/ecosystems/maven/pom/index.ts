import { count, SeaworthyError } from '../../../../../core/index.ts';
import { loadXml, readXml } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { isNotForUse } from '../../not-for-use.ts';
import { isId, mavenPackage } from '../archive/coordinates.ts';
import { effective, nameOf, PomTree } from './effective.ts';
import { type PomDependency, type PomModel, readModel } from './model.ts';

const mostNamed = 3;

function extract(path: string, bytes: Uint8Array): Extraction {
  const root = readXml(bytes, path, { maxBytes: 8 * 1024 * 1024 });
  if (!/^(?:.*:)?project$/.test(root.name))
    throw new SeaworthyError('E_FORMAT', 'no project of Maven', {
      where: path,
      why: `it begins with <${root.name.slice(0, 100)}>`,
    });
  return { packages: [], files: [], problems: [], isSettled: true, parts: [readModel(root)] };
}

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const models = new Map(files.map(({ path, extraction }) => [path, extraction.parts?.[0] as PomModel]));
  const tree = new PomTree(models);
  return files.map(({ path }) => {
    const { dependencies, managed, missing } = effective(tree, path);
    // Members of the project itself are built here, and their own dependencies stand in their own models.
    const foreign = dependencies.filter((one) => tree.pathOf(one.group, one.artifact) === undefined);
    const packages = foreign.flatMap((one) => packageOf(one, managed.get(nameOf(one))) ?? []);
    const problems = [
      ...unnamed(foreign.length - packages.length),
      ...unversioned(packages, missing),
      ...transitive(packages),
    ];
    const told = isNotForUse(path) ? { problems: [], notes: problems } : { problems };
    return { path, extraction: { packages, files: [], ...told } };
  });
}

function packageOf(one: PomDependency, managed: PomDependency | undefined): FoundPackage | undefined {
  const { group, artifact } = one;
  if (!isId(group) || !isId(artifact)) return undefined;
  const scope = one.scope ?? managed?.scope;
  const found = mavenPackage({ group, artifact, version: exact(one.version ?? managed?.version ?? '') });
  return { ...found, direct: true, ...(scope === 'test' ? { development: true as const } : {}) };
}

/** The version, where it is one: `[1.0]` means that alone; other brackets are ranges, and what a property was to say is not known. */
function exact(version: string): string {
  const [, only] = /^\[([^,[\]()]+)\]$/.exec(version) ?? [];
  const told = only ?? version;
  return /^[0-9A-Za-z][^\s${},[\]()]{0,255}$/.test(told) && !/^(?:LATEST|RELEASE)$/.test(told) ? told : '';
}

const unnamed = (many: number): string[] =>
  many > 0
    ? [`${count(many, 'dependency', 'dependencies')} ${many === 1 ? 'has' : 'have'} no name that could be read`]
    : [];

function unversioned(packages: readonly FoundPackage[], missing: readonly string[]): string[] {
  const open = packages.filter(({ version }) => version === '').map(({ name }) => name);
  if (open.length === 0) return [];
  const named = open.slice(0, mostNamed).join(', ');
  const rest = open.length > mostNamed ? ' and others' : '';
  const why =
    missing.length > 0 ? `; what may say it is not in this tree: ${missing.slice(0, mostNamed).join(', ')}` : '';
  return [`no version is known of ${named}${rest}${why}`];
}

/** A model names what the project itself asks for; what that needs in turn Maven finds in a repository. */
function transitive(packages: readonly FoundPackage[]): string[] {
  const asked = packages.filter(({ development }) => !development).length;
  return asked === 0
    ? []
    : [
        `names ${count(asked, 'package')} and not what these need in turn: scan what is built, or a bill of materials that the build makes, for the rest`,
      ];
}

/** Projects of Maven, with parents, properties and managed versions as far as they are in the tree. */
export const mavenPom: Extractor = {
  id: 'maven-pom',
  version: 1,
  title: 'Projects of Maven (pom.xml, with the parents in the tree)',
  evidence: 'declared',
  wanted: { anywhere: ['pom.xml'], accepts: (path) => !`/${path}`.includes('/META-INF/maven/') },
  gives: [],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  prepare: loadXml,
  extract,
  join,
};
