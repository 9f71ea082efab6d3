import { SeaworthyError } from '../../../../../core/index.ts';
import { field } from '../../../../../foundations/formats/index.ts';
import { lockedPypi, takenBy } from '../python-package.ts';
import { readRequirement } from '../requirement.ts';
import { keysByName, type LockEntry, tomlLock } from '../toml-lock.ts';

const sources = { git: 'git', hg: 'hg', svn: 'svn', url: 'url', path: 'local' };

/** What PDM has locked (pdm-project.org, "Lock file specification"), with the project that asks for it. */
export const pdmLock = tomlLock({
  id: 'pdm-lock',
  version: 1,
  title: 'Lock files of PDM (pdm.lock)',
  gives: ['dependencies', 'origins'],
  names: ['pdm.lock'],
  form: { of: (value) => field(field(value, 'metadata'), 'lock_version'), newest: 4 },
  entries(path, value, problems) {
    const packages = field(value, 'package') ?? [];
    if (!Array.isArray(packages)) throw new SeaworthyError('E_FORMAT', 'no lock file of PDM', { where: path });
    // A package that is asked for with extras has an entry more.
    const named = packages.flatMap((one: unknown) => {
      const found = lockedPypi(field(one, 'name'), field(one, 'version'), takenBy(one, sources));
      if (found === undefined) problems.add('a package without the name of one');
      const extras = field(one, 'extras');
      const key = found && `${found.name} ${found.version} ${Array.isArray(extras) ? extras.join() : ''}`;
      return found === undefined || key === undefined ? [] : [{ key, name: found.name, found, one }];
    });
    const keysOf = keysByName(named);
    return named.map(({ key, found, one }): LockEntry => {
      const wanted = field(one, 'dependencies');
      const groups = field(one, 'groups');
      const names = (Array.isArray(wanted) ? wanted : []).flatMap((text: unknown) => {
        const read = typeof text === 'string' ? readRequirement(text) : undefined;
        return read === undefined ? [] : [read.name];
      });
      return {
        key,
        found,
        needs: names.flatMap(keysOf),
        ...(Array.isArray(groups) ? { groups: groups.map(String) } : {}),
      };
    });
  },
});
