import { programFormat, readPrograms } from '../../../../../foundations/formats/index.ts';
import { type FoundPackage, fromSource, nothing } from '../../extractor.ts';
import { nugetPackage } from '../package.ts';
import { readVersionResource, type VersionResource } from './version-resource.ts';

/** Libraries of .NET itself: they come with a runtime or with Windows, which have versions of their own. */
const ofRuntime = /\.NET\b|^Mono\b|Windows.{0,3} Operating System|^Microsoft.{0,3} Visual Studio/i;
const library = /^(.{1,200})\.(?:dll|exe)$/i;
const released = /^\d{1,9}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z.-]{1,100})?$/;

/** The release that an assembly is of: what its makers call it, without the commit that it was built from; else the version of the file. */
function versionOf(strings: VersionResource['strings']): string | undefined {
  const [product = ''] = (strings.get('ProductVersion') ?? '').split(/[+\s]/, 1);
  const file = strings.get('FileVersion') ?? '';
  return [product, file].find((version) => released.test(version) && !/^[0.]+$/.test(version));
}

/**
 * A library of .NET that is told by itself: by the name of its file, which must be the one it was built under, since packages of NuGet are called like
 * their assemblies. Titles and products are words for people, and no package is called by them.
 */
function packageOf(path: string, { isManaged, strings }: VersionResource): FoundPackage | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const [, name] = library.exec(file) ?? [];
  const built = strings.get('OriginalFilename') || strings.get('InternalName') || '';
  const version = versionOf(strings);
  if (!isManaged || name === undefined || version === undefined) return undefined;
  if (built.toLowerCase() !== file.toLowerCase() || ofRuntime.test(strings.get('ProductName') ?? '')) return undefined;
  // Texts of another language.
  if (/\.resources$/i.test(name)) return undefined;
  const found = nugetPackage(name, version);
  return found && { ...found, form: 'file' };
}

/** Assemblies of .NET that no list of libraries names, by their version resources. */
export const dotnetAssembly = fromSource({
  id: 'dotnet-assembly',
  version: 2,
  title: 'Assemblies of .NET that no deps.json names, by their version resources',
  wanted: { programs: true },
  gives: [],
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom(path, source) {
    if (programFormat(source.read(0, 8)) !== 'pe') return nothing;
    const [program] = readPrograms(source, path);
    const resource = program && readVersionResource(program);
    const found = resource && packageOf(path, resource);
    return found ? { ...nothing, packages: [found] } : nothing;
  },
});
