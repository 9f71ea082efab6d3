import { SeaworthyError } from '../../../../../core/index.ts';
import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

const validName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const validVersion = /^[A-Za-z0-9][A-Za-z0-9_.]{0,100}-\d{1,9}$/;
const maxNeeds = 500;

/** A text that is assigned to a name, plain and on one line: a specification is a program, and is not run. */
const assigned = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[\\s{,;])${name}\\s*=\\s*(?:"([^"\\n]{0,400})"|'([^'\\n]{0,400})')`)
    .exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);

function needsOf(text: string): string[] {
  const list = /(?:^|[\s;])dependencies\s*=\s*\{([^{}]{0,20000})\}/.exec(text)?.[1] ?? '';
  const names = [...list.matchAll(/["']([A-Za-z0-9][A-Za-z0-9_./-]{0,127})/g)]
    .slice(0, maxNeeds)
    .map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => name !== 'lua');
}

function readRockspec(path: string, bytes: Uint8Array): Extraction {
  const text = new TextDecoder().decode(bytes);
  const [folder = '', version = ''] = path.split('/').slice(-3);
  // LuaRocks lays a specification into a folder of its name and version, and finds it by them.
  const [name, told] = [assigned(text, 'package'), assigned(text, 'version')];
  if (!validName.test(folder) || !validVersion.test(version)) {
    throw new SeaworthyError('E_FORMAT', 'not the specification of an installed rock', { where: path });
  }
  const licence = assigned(text, 'license');
  const isOther =
    (name !== undefined && name.toLowerCase() !== folder.toLowerCase()) || (told !== undefined && told !== version);
  const found = {
    name: folder,
    version,
    type: 'luarocks',
    versionOrder: 'cran',
    purl: { name: folder },
    ...(licence ? { licences: [spdxLicence(licence)] } : {}),
    requires: needsOf(text).map((need) => [need.slice(need.lastIndexOf('/') + 1).toLowerCase()]),
  };
  const note = `the specification calls it ${name} ${told}, its folder ${folder} ${version}`;
  return { ...nothing, packages: [found], ...(isOther ? { notes: [note] } : {}) };
}

/** Rocks that LuaRocks installed, a specification each in the tree of a version of Lua. */
export const luaRocks: Extractor = {
  id: 'luarocks',
  version: 1,
  title: 'Lua rocks that LuaRocks installed',
  wanted: { anywhere: ['rocks-5.*/*/*/*.rockspec', 'rocks/*/*/*.rockspec'] },
  gives: ['dependencies', 'licences'],
  maxBytes: 1024 * 1024,
  isDatabase: false,
  requirements: { scope: (path) => path.split('/').slice(0, -3).join('/') },
  extract: readRockspec,
};
