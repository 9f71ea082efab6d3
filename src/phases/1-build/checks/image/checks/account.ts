import { defined } from '../../../../../core/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';
import type { ImageView } from '../view.ts';

/** `0`, which runtimes read with a sign as well, `root` and nothing at all; the group is another question. */
const isRoot = (user: string): boolean => /^(?:|[+-]?0+|root)$/.test(user.trim().replace(/:.*$/s, ''));

const noLogin = /\/(?:nologin|false|sync)$/;

/** The first of the files that is there, with its layer. */
function at(
  files: ImageView['files'],
  ...paths: readonly string[]
): { readonly path: string; readonly layer?: number } {
  const layers = files?.accounts.layers ?? {};
  const path = paths.find((one) => layers[one] !== undefined) ?? paths[0] ?? '';
  return { path, ...defined({ layer: layers[path] }) };
}

export const accountChecks: readonly ImageCheck[] = [
  {
    id: 'image/root-user',
    version: 1,
    of: 'config',
    title: 'A container of it runs as root',
    severity: 'medium',
    aliases: ['CIS-DI-0001', 'AVD-DS-0002'],
    frameworks: controls({ 'cis-docker': '4.1', 'nist-800-190': '4.1.2' }),
    why: 'A flaw in the application is then one in the hands of root: every file of the container, and the kernel with all rights that the runtime leaves.',
    remedy: 'Build it with a `USER` by number, such as `USER 10001`, or start it as one.',
    references: ['https://docs.docker.com/build/building/best-practices/#user'],
    violating: [
      { config: {} },
      { config: { User: '0:0' } },
      { config: { User: '+0' } },
      { config: { User: 'admin' }, accounts: { 'etc/passwd': 'admin:x:0:0::/:/bin/sh' } },
    ],
    clean: [{ config: { User: '10001' } }, { config: { User: 'app:root' } }],
    *look({ config: { user = '' }, files }) {
      const [name] = user.trim().split(':');
      const isOne = files?.accounts.users?.some((one) => one.name === name && one.id === 0) === true;
      if (!isRoot(user) && !isOne) return;
      const observed = user.trim() === '' ? 'no user: it starts as root' : `user ${user}`;
      yield { entry: 'config:user', observed, expected: 'a user by number other than 0' };
    },
  },
  {
    id: 'image/empty-password',
    version: 1,
    of: 'files',
    title: 'An account has an empty password',
    severity: 'high',
    aliases: ['DKL-LI-0001'],
    frameworks: controls({ 'nist-800-190': '4.1.2', attack: 'T1078.003' }),
    why: 'Whoever runs anything in the container becomes that user by typing return: `su` and servers for logging in ask for nothing.',
    remedy: 'Lock it: `passwd -l NAME`, or `!` in the second field of /etc/shadow.',
    references: ['https://man7.org/linux/man-pages/man5/shadow.5.html'],
    violating: [
      { accounts: { 'etc/passwd': 'root:x:0:0:root:/root:/bin/sh', 'etc/shadow': 'root::18000:0:::::' } },
      { accounts: { 'etc/passwd': 'app::1000:1000::/app:/sbin/nologin' } },
    ],
    clean: [{ accounts: { 'etc/passwd': 'root:x:0:0:root:/root:/bin/sh', 'etc/shadow': 'root:!:18000:0:::::' } }],
    *look({ files }) {
      for (const { name, open, shell = '' } of files?.accounts.users ?? [])
        if (open)
          yield {
            ...at(files, 'etc/shadow', 'etc/passwd'),
            observed: `${name} has no password`,
            expected: 'a locked account',
            ...(noLogin.test(shell) ? { severity: 'low' } : {}),
          };
    },
  },
  {
    id: 'image/duplicate-account',
    version: 1,
    of: 'files',
    title: 'Two accounts are one',
    severity: 'low',
    aliases: ['DKL-LI-0002'],
    why: 'Users or groups with one number have one another’s files and rights, whatever they are called; of two with one name, programs take one or the other.',
    remedy: 'Give each user and group a name and a number of its own.',
    references: ['https://man7.org/linux/man-pages/man5/passwd.5.html'],
    violating: [
      { accounts: { 'etc/passwd': 'root:x:0:0::/:/bin/sh\ntoor:x:0:0::/:/bin/sh' } },
      { accounts: { 'etc/group': 'a:x:10:\na:x:11:' } },
    ],
    clean: [
      { accounts: { 'etc/passwd': 'root:x:0:0::/:/bin/sh\nsync:x:4:0::/:/bin/sync', 'etc/group': 'root:x:0:root' } },
    ],
    *look({ files }) {
      const { users = [], groups = [] } = files?.accounts ?? {};
      for (const [what, file, all] of [
        ['user', 'etc/passwd', users],
        ['group', 'etc/group', groups],
      ] as const) {
        for (const [id, same] of Map.groupBy(all, (one) => one.id)) {
          const names = [...new Set(same.map(({ name }) => name))];
          if (names.length > 1)
            yield {
              ...at(files, file),
              observed: `${what} ${id}: ${names.slice(0, 10).join(', ')}`,
              expected: 'one name for each number',
              ...(what === 'user' && id === 0 ? { severity: 'medium' } : {}),
            };
        }
        for (const [name, same] of Map.groupBy(all, (one) => one.name))
          if (new Set(same.map(({ id }) => id)).size > 1)
            yield {
              ...at(files, file),
              observed: `${what} ${name} has several numbers`,
              expected: 'one number for each name',
            };
      }
    },
  },
];
