import { asObject, field, isObject, loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import { fileName } from '../../near.ts';
import { unlockedManifests } from '../../unlocked.ts';
import { projectWants } from '../project-groups.ts';
import { lockedPypi } from '../python-package.ts';
import { setupReadsFile, setupWants } from './setup-cfg.ts';

/** Projects of which no file says in which versions they want their packages. */
export const pythonManifest = unlockedManifests({
  id: 'python-manifest',
  version: 4,
  title: 'Python projects without a lock file (pyproject.toml, Pipfile, setup files)',
  manifests: ['pyproject.toml', 'Pipfile', 'setup.cfg'],
  programs: ['setup.py'],
  locks: [
    'poetry.lock',
    'uv.lock',
    'pdm.lock',
    'pylock.toml',
    'pylock.*.toml',
    'Pipfile.lock',
    'conda-lock.yml',
    'requirements*.txt',
    '*requirements.txt',
  ],
  // Conda calls some packages otherwise than the index does.
  opaque: ['conda-lock.yml'],
  lock: '`uv lock` or `pip lock`',
  prepare: loadToml,
  wants(path, bytes) {
    if (fileName(path) === 'setup.cfg') return setupWants(bytes).flatMap((name) => named(name, false));
    const value = readToml(bytes, path);
    if (fileName(path) === 'Pipfile')
      return ['packages', 'dev-packages'].flatMap((section) => {
        const entries = field(value, section);
        const names = isObject(entries) ? Object.keys(asObject(entries, path)) : [];
        return names.flatMap((name) => named(name, section !== 'packages'));
      });
    const { production, development } = projectWants(value);
    return [...production.flatMap((name) => named(name, false)), ...development.flatMap((name) => named(name, true))];
  },
  // `dynamic` names what the build works out (PEP 621): nobody reads that without building.
  asksElsewhere(path, bytes) {
    if (fileName(path) === 'setup.cfg') return setupReadsFile(bytes);
    if (fileName(path) !== 'pyproject.toml') return false;
    const dynamic = field(field(readToml(bytes, path), 'project'), 'dynamic');
    return Array.isArray(dynamic) && dynamic.includes('dependencies');
  },
  // A list for pip is made for one system and without extras: what only some need may be missing from it.
  required(path, bytes) {
    if (fileName(path) === 'setup.py') return [];
    if (fileName(path) === 'setup.cfg') return setupWants(bytes);
    const value = readToml(bytes, path);
    if (fileName(path) === 'Pipfile') return Object.keys(asObject(field(value, 'packages') ?? {}, path));
    const listed = field(field(value, 'project'), 'dependencies');
    const everywhere = Array.isArray(listed)
      ? listed.filter((one) => typeof one === 'string' && !one.includes(';'))
      : [];
    const poetry = field(field(value, 'tool'), 'poetry');
    const main = {
      project: { dependencies: everywhere },
      tool: { poetry: { dependencies: field(poetry, 'dependencies') } },
    };
    return projectWants(main).production;
  },
});

function named(name: string, isForDevelopment: boolean) {
  const found = lockedPypi(name, '');
  return found === undefined ? [] : [isForDevelopment ? { ...found, development: true as const } : found];
}
