import { defined } from '../../../core/index.ts';

/** Files that say which users and groups there are (passwd(5), group(5), shadow(5), FreeBSD's master.passwd(5)). */
export const accountFiles: readonly string[] = ['etc/passwd', 'etc/group', 'etc/shadow', 'etc/master.passwd'];

/** A user or a group. */
export interface Account {
  readonly name: string;
  readonly id: number;
  /** Of a user, the group that it begins in. */
  readonly group?: number;
  /** Nobody asks for a password. */
  readonly open: boolean;
  /** Of a user. */
  readonly shell?: string;
}

/** Who is known to a file system; absent where there is no file that says so. */
export interface AccountList {
  readonly users?: readonly Account[];
  readonly groups?: readonly Account[];
  /** Number of the layer that brought each file, from 0. */
  readonly layers: Readonly<Record<string, number>>;
}

const isAccountFile = (path: string): boolean => accountFiles.includes(path);

/** A file as it is kept: of one that says passwords, only whether there is one. */
export function keptForm(path: string, bytes: Uint8Array): Uint8Array {
  if (!isAccountFile(path)) return bytes;
  const lines = linesOf(bytes).map(([name = '', password = '', ...rest]) => {
    const said = password === '' ? '' : 'x';
    return [name, said, ...(path === 'etc/shadow' ? [] : rest)].join(':');
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}

const linesOf = (bytes: Uint8Array): readonly (readonly string[])[] =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    // Lines with + and - ask a directory service (nsswitch.conf(5), "compat").
    .filter((line) => line.includes(':') && !/^[#+-]/.test(line))
    .map((line) => line.trimEnd().split(':'));

/** What the files say, each by its path. */
export function readAccounts(files: ReadonlyMap<string, Uint8Array>, layers: AccountList['layers']): AccountList {
  const [passwd, group, shadow] = ['etc/passwd', 'etc/group', 'etc/shadow'].map((path) => {
    const bytes = files.get(path);
    return bytes && linesOf(bytes);
  });
  const master = files.get('etc/master.passwd');
  const elsewhere = new Map(
    // Of several lines with one name the first counts (getspnam(3)).
    [...(shadow ?? []), ...(master ? linesOf(master) : [])].toReversed().map(([name, said]) => [name, said]),
  );
  // `x` says that the password stands in the other file; one that has none there is open.
  const isOpen = (name: string, said: string | undefined): boolean =>
    said === '' || (said === 'x' && elsewhere.get(name) === '');
  return {
    layers,
    ...(passwd && {
      users: passwd.flatMap(([name = '', said, id, group, , , shell]) =>
        accountOf(name, id).map((one) => ({
          ...one,
          open: isOpen(name, said),
          ...(group !== undefined && /^\d{1,10}$/.test(group) ? { group: Number(group) } : {}),
          ...defined({ shell }),
        })),
      ),
    }),
    // A group's password is asked of those who are not in it: none means that nobody else may.
    ...(group && {
      groups: group.flatMap(([name = '', , id]) => accountOf(name, id).map((one) => ({ ...one, open: false }))),
    }),
  };
}

const accountOf = (name: string, id: string | undefined): readonly { readonly name: string; readonly id: number }[] =>
  name !== '' && id !== undefined && /^\d{1,10}$/.test(id) ? [{ name, id: Number(id) }] : [];
