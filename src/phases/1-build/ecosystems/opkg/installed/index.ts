import { SeaworthyError } from '../../../../../core/index.ts';
import { normalisePath } from '../../../../../foundations/formats/index.ts';
import { type Extractor, nothing, type ToldFile } from '../../extractor.ts';
import { opkgFolders } from '../places.ts';
import { type ControlFacts, readControl, readStatus, withControl } from './read-status.ts';

/** Files of a list: a path a line, in later versions with mode and target of a link behind tabs; folders are left out. */
function readList(text: string): string[] {
  const paths = text.split('\n').map((line) => normalisePath(line.split('\t', 1)[0] ?? '').path);
  const folders = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  return [...new Set(paths)].filter((path) => path !== '' && !folders.has(path));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Each database with what the `control` files beside it say of its packages. */
function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const controls = new Map<string, ControlFacts>();
  for (const { path, extraction } of files)
    for (const facts of (extraction.parts ?? []) as readonly ControlFacts[])
      controls.set(`${folderOf(path)} ${facts.name} ${facts.version}`, facts);
  return files
    .filter(({ extraction }) => extraction.packages.length > 0)
    .map(({ path, extraction }) => ({
      path,
      extraction: {
        ...extraction,
        problems: [],
        packages: extraction.packages.map((found) => {
          const facts = controls.get(`${folderOf(path)}/info ${found.name} ${found.version}`);
          return facts === undefined ? found : withControl(found, facts);
        }),
      },
    }));
}

/** OpenWrt, Yocto and kin: `status`, which opkg rewrites as a whole, and beside it the files and the control data of each package. */
export const opkgInstalled: Extractor = {
  id: 'opkg',
  version: 2,
  title: 'Packages installed by opkg (OpenWrt, Yocto)',
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  wanted: {
    places: opkgFolders.flatMap((folder) =>
      ['status', 'info/*.list', 'info/*.control'].map((name) => `${folder}/${name}`),
    ),
  },
  maxBytes: 64 * 1024 * 1024,
  isDatabase: true,
  extract(path, bytes) {
    const text = new TextDecoder().decode(bytes);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name.endsWith('.list'))
      return { ...nothing, files: [{ key: name.slice(0, -'.list'.length), files: readList(text) }] };
    if (name.endsWith('.control')) return { ...nothing, parts: readControl(text) };
    const extraction = readStatus(text);
    if (extraction.packages.length === 0 && extraction.problems.length > 0)
      throw new SeaworthyError('E_FORMAT', 'not an opkg database', { where: path, why: extraction.problems[0] ?? '' });
    return extraction;
  },
  join,
  packageKey: ({ name }) => name,
};
