import { SeaworthyError } from '../../../../../core/index.ts';
import { field } from '../../../../../foundations/formats/index.ts';
import { lockedPypi, takenBy } from '../python-package.ts';
import { keysByName, type LockEntry, tomlLock } from '../toml-lock.ts';

const sources = { vcs: 'git', directory: 'local', archive: 'url' };

/** The lock file that tools agreed on (PEP 751, "pylock.toml"). */
export const pylock = tomlLock({
  id: 'pylock',
  version: 1,
  title: 'Lock files of Python that tools share (pylock.toml)',
  gives: ['dependencies', 'origins'],
  names: ['pylock.toml', 'pylock.*.toml'],
  form: { of: (value) => field(value, 'lock-version'), newest: 1 },
  entries(path, value, problems) {
    const packages = field(value, 'packages');
    if (!Array.isArray(packages))
      throw new SeaworthyError('E_FORMAT', 'no lock file: it has no packages', { where: path });
    const named = packages.flatMap((one: unknown) => {
      const found = lockedPypi(field(one, 'name'), field(one, 'version'), takenBy(one, sources));
      if (found === undefined) problems.add('a package without the name of one');
      return found === undefined ? [] : [{ key: `${found.name} ${found.version}`, name: found.name, found, one }];
    });
    const keysOf = keysByName(named);
    return named.map(({ key, found, one }): LockEntry => {
      const wanted = field(one, 'dependencies');
      const needs = (Array.isArray(wanted) ? wanted : []).flatMap((need: unknown) => {
        const [name, version] = [field(need, 'name'), field(need, 'version')];
        if (typeof name !== 'string') return [];
        const keys = keysOf(name);
        return typeof version === 'string' ? keys.filter((each) => each.endsWith(` ${version}`)) : keys;
      });
      return { key, found, needs };
    });
  },
});
