import { SeaworthyError } from '../../../../../core/index.ts';
import { type Extractor, nothing, type ToldFile } from '../../extractor.ts';
import { readDesc, readFileList } from './read-desc.ts';

const folder = 'var/lib/pacman/local';

const parts = (path: string): readonly string[] => path.slice(folder.length + 1).split('/');

/** Says of which packages there are files and no description. */
function join(told: readonly ToldFile[]): readonly ToldFile[] {
  const described = new Set(
    told.flatMap(({ path, extraction }) => (extraction.packages.length > 0 ? [parts(path)[0]] : [])),
  );
  return told
    .filter(({ path }) => !described.has(parts(path)[0]))
    .map(({ path, extraction }) => ({
      path,
      extraction: {
        ...extraction,
        problems: ['no desc that can be read lies beside it: its package is not in this inventory'],
      },
    }));
}

/** Arch Linux and kin: a folder for each package, put there with it, with what it is (`desc`) and its files (`files`). */
export const alpmLocal: Extractor = {
  id: 'pacman',
  version: 1,
  title: 'Packages installed by pacman (Arch Linux)',
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  wanted: {
    anywhere: [`${folder}/*/desc`, `${folder}/*/files`],
    accepts: (path) => path.startsWith(`${folder}/`) && parts(path).length === 2,
  },
  maxBytes: 64 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes) {
    const text = new TextDecoder().decode(bytes);
    const [key = '', name] = parts(path);
    if (name === 'files') return { ...nothing, files: [{ key, files: readFileList(text) }] };
    const found = readDesc(text);
    if (typeof found !== 'string') return { ...nothing, packages: [found] };
    throw new SeaworthyError('E_FORMAT', 'not the description of a package', { where: path, why: found });
  },
  join,
  requirements: { scope: () => folder },
  packageKey: (_found, path) => parts(path)[0] ?? path,
};
