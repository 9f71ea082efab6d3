import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';
import { lockedPypi } from '../python-package.ts';
import { keysByName, type LockEntry, tomlLock } from '../toml-lock.ts';

/** `legacy` is an index that is not the standard one; the name and version are of that. */
const sources: Readonly<Record<string, string>> = { git: 'git', url: 'url', directory: 'local', file: 'local' };

/** What Poetry has locked (python-poetry.org, "poetry.lock"): every form of it, with the project that asks for it. */
export const poetryLock = tomlLock({
  id: 'poetry-lock',
  version: 1,
  title: 'Lock files of Poetry (poetry.lock)',
  gives: ['dependencies', 'origins'],
  names: ['poetry.lock'],
  form: { of: (value) => field(field(value, 'metadata'), 'lock-version'), newest: 2 },
  entries(path, value, problems) {
    const packages = field(value, 'package') ?? [];
    if (!Array.isArray(packages)) throw new SeaworthyError('E_FORMAT', 'no lock file of Poetry', { where: path });
    const named = packages.flatMap((one: unknown) => {
      const kind = field(field(one, 'source'), 'type');
      const found = lockedPypi(
        field(one, 'name'),
        field(one, 'version'),
        typeof kind === 'string' ? sources[kind] : undefined,
      );
      if (found === undefined) problems.add('a package without the name of one');
      return found === undefined ? [] : [{ key: `${found.name} ${found.version}`, name: found.name, found, one }];
    });
    const keysOf = keysByName(named);
    return named.map(({ key, found, one }): LockEntry => {
      const wanted = field(one, 'dependencies');
      const groups = field(one, 'groups');
      return {
        key,
        found: field(one, 'category') === 'dev' ? { ...found, development: true } : found,
        needs: isObject(wanted) ? Object.keys(wanted).flatMap(keysOf) : [],
        ...(Array.isArray(groups) ? { groups: groups.map(String) } : {}),
      };
    });
  },
});
