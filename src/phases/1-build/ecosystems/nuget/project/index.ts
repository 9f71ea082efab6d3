import { count, defined } from '../../../../../core/index.ts';
import {
  childrenNamed,
  childText,
  loadXml,
  readXml,
  type XmlElement,
} from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { fileName, folderOf, nearestAbove } from '../../near.ts';
import { isNotForUse } from '../../not-for-use.ts';
import { nugetPackage } from '../package.ts';

/** Files that say in which versions the projects below them take their packages (learn.microsoft.com, "Central Package Management"). */
const central = ['Directory.Packages.props', 'Packages.props'];
/** Files beside a project that say more than it does; whoever reads them tells what is in them. */
const locks = ['packages.lock.json', 'project.assets.json', 'packages.config'];

interface Reference {
  readonly name: string;
  readonly version?: string;
  readonly development?: true;
}

interface ProjectPart {
  readonly references: readonly Reference[];
  readonly properties: Readonly<Record<string, string>>;
}

function extract(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  if (locks.includes(fileName(path))) return aside;
  return { ...aside, parts: [readProject(readXml(bytes, path))] };
}

function readProject(root: XmlElement): ProjectPart {
  const elements = ['PackageReference', 'PackageVersion', 'GlobalPackageReference'];
  const references = childrenNamed(root, 'ItemGroup').flatMap((group) =>
    elements.flatMap((name) => childrenNamed(group, name).flatMap((one) => referenceOf(one, name) ?? [])),
  );
  const properties = childrenNamed(root, 'PropertyGroup').flatMap(({ children }) =>
    children.map(({ name, text }) => [name.toLowerCase(), text] as const),
  );
  return { references, properties: Object.fromEntries(properties) };
}

function referenceOf(one: XmlElement, kind: string): Reference | undefined {
  const name = one.attributes.get('Include') ?? one.attributes.get('Update');
  if (name === undefined) return undefined;
  const told = (member: string): string | undefined => one.attributes.get(member) ?? childText(one, member);
  // `all` keeps a package out of what is published: analysers and build tasks are asked for so.
  const isPrivate = kind === 'GlobalPackageReference' || told('PrivateAssets')?.toLowerCase() === 'all';
  return {
    name,
    ...defined({ version: told('VersionOverride') ?? told('Version') }),
    ...(isPrivate ? { development: true as const } : {}),
  };
}

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const parts = new Map(
    files.flatMap(({ path, extraction }) =>
      extraction.parts === undefined ? [] : [[path, extraction.parts[0] as ProjectPart] as const],
    ),
  );
  const byFolder = new Map(
    [...parts]
      .filter(([path]) => central.includes(fileName(path)))
      .map(([path, part]) => [folderOf(path), centralPart(part)]),
  );
  const locked = new Set(
    files
      .filter(({ path }) => locks.includes(fileName(path)))
      .map(({ path }) => folderOf(path).replace(/(?:^|\/)obj$/, '')),
  );
  const isCentral = (path: string): boolean => central.includes(fileName(path));
  const used = new Set(files.flatMap(({ path }) => (isCentral(path) ? [] : (nearestAbove(path, byFolder) ?? []))));
  return [...parts].flatMap(([path, part]) => {
    // The versions of a central file are those of the projects that ask for them; one without any project below it is all that there is.
    const isOfOthers = isCentral(path) && used.has(byFolder.get(folderOf(path)) ?? centralPart(part));
    if (isOfOthers || locked.has(folderOf(path))) return [];
    const versions = nearestAbove(path, byFolder);
    const properties = { ...versions?.properties, ...part.properties };
    const packages = part.references.flatMap((one) => packageOf(one, properties, versions) ?? []);
    const problems = gapsOf(packages, part.references.length - packages.length);
    const told = isNotForUse(path) ? { problems: [], notes: problems } : { problems };
    return [{ path, extraction: { packages, files: [], ...told } }];
  });
}

/** What a central file says, by names without capitals. */
interface CentralPart {
  readonly byName: ReadonlyMap<string, Reference>;
  readonly properties: ProjectPart['properties'];
}

const centralPart = ({ references, properties }: ProjectPart): CentralPart => ({
  byName: new Map(references.map((one) => [one.name.toLowerCase(), one])),
  properties,
});

function packageOf(
  one: Reference,
  properties: ProjectPart['properties'],
  versions: CentralPart | undefined,
): FoundPackage | undefined {
  const managed = versions?.byName.get(one.name.toLowerCase());
  const told = (one.version ?? managed?.version ?? '').replace(
    /\$\(([A-Za-z0-9_.-]{1,200})\)/g,
    (whole, name: string) =>
      Object.hasOwn(properties, name.toLowerCase()) ? (properties[name.toLowerCase()] ?? whole) : whole,
  );
  const known = nugetPackage(one.name, exact(told) ?? '0');
  return (
    known && {
      ...known,
      version: exact(told) ?? '',
      direct: true,
      ...defined({ development: one.development ?? managed?.development }),
    }
  );
}

/** A version alone is the least that is taken, and the one that NuGet takes; in brackets it is meant alone. Ranges and stars are no version. */
function exact(version: string): string | undefined {
  const only = /^\[([^,[\]()*]+)\]$/.exec(version)?.[1];
  const told = (only ?? version).trim();
  return /^\d[0-9A-Za-z.+-]{0,255}$/.test(told) ? told : undefined;
}

function gapsOf(packages: readonly FoundPackage[], unnamed: number): string[] {
  const open = packages.filter(({ version }) => version === '').map(({ name }) => name);
  const asked = packages.filter(({ development }) => !development).length;
  return [
    ...(unnamed > 0 ? [`${count(unnamed, 'reference')} without the name of a package`] : []),
    ...(open.length > 0
      ? [`no version is known of ${open.slice(0, 3).join(', ')}${open.length > 3 ? ' and others' : ''}`]
      : []),
    ...(asked > 0
      ? [
          `names ${count(asked, 'package')} and not what these need in turn: a lock file says it (\`dotnet restore --use-lock-file\`)`,
        ]
      : []),
  ];
}

/** Projects of .NET that no lock file stands beside, with the versions that are managed for all of them. */
export const nugetProject: Extractor = {
  id: 'nuget-project',
  version: 1,
  title: 'Projects of .NET, with centrally managed versions',
  evidence: 'declared',
  wanted: { anywhere: ['*.csproj', '*.fsproj', '*.vbproj', ...central, ...locks] },
  gives: [],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  prepare: loadXml,
  extract,
  join,
};
