import { printable, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';

const maxBytes = 4 * 1024 * 1024;
const linesOf = (path: string): readonly string[] =>
  new TextDecoder().decode(readFileBytes(path, maxBytes)).split('\n');

interface Account {
  readonly uid: number;
  readonly gid: number;
  /** Absent where only numbers were given: then there are no groups besides. */
  readonly name?: string;
}

/** The account of a name (passwd(5)), or of `UID:GID`. */
function accountOf(user: string): Account | undefined {
  const numbers = /^(\d{1,9}):(\d{1,9})$/.exec(user);
  if (numbers !== null) return { uid: Number(numbers[1]), gid: Number(numbers[2]) };
  for (const line of linesOf('/etc/passwd')) {
    const [name, , uid = '', gid = ''] = line.split(':');
    if (name === user && /^\d+$/.test(uid) && /^\d+$/.test(gid)) return { uid: Number(uid), gid: Number(gid), name };
  }
  return undefined;
}

/** Numbers of the groups that a user is in besides its own (group(5)). */
function groupsOf(user: string): readonly number[] {
  return linesOf('/etc/group').flatMap((line) => {
    const [, , gid = '', members = ''] = line.split(':');
    return /^\d+$/.test(gid) && members.split(',').includes(user) ? [Number(gid)] : [];
  });
}

/**
 * What gives up the rights of root for those of a user and of its groups, by name or as `UID:GID`; there is no way back. Throws `E_USAGE` at once for a user that
 * is not there, is root, or cannot be become, and when done for rights that did not go.
 */
export function userChange(user: string): () => void {
  const refuse = (why: string): SeaworthyError =>
    new SeaworthyError('E_USAGE', `cannot become the user ${printable(user.slice(0, 100))}`, { why });
  const { getuid, setgroups, setgid, setuid } = process;
  if (!getuid || !setgroups || !setgid || !setuid) throw refuse('this system knows no such thing');
  const account = accountOf(user);
  if (account === undefined) throw refuse('no such user in /etc/passwd; UID:GID works without');
  const { uid, gid, name } = account;
  if (uid === 0) throw refuse('root keeps the rights that are to be given up');
  if (getuid() !== 0) throw refuse('only root can');
  const groups = name === undefined ? [] : groupsOf(name);
  return () => {
    setgroups(name === undefined ? [] : [...groups]);
    setgid(gid);
    setuid(uid);
    try {
      setuid(0);
    } catch {
      return;
    }
    throw new SeaworthyError('E_SENSOR', 'the rights of root did not go', { why: 'they could be taken again' });
  };
}
