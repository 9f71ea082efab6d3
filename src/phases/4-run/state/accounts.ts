import type { GroupRecord, UserRecord } from '../sources/scap/index.ts';

/** Users and groups of the host and of containers. */
export class Accounts {
  readonly #users = new Map<string, UserRecord>();
  readonly #groups = new Map<string, GroupRecord>();

  clear(): void {
    this.#users.clear();
    this.#groups.clear();
  }

  /** `container` is empty for the host. */
  addUser(record: UserRecord, container = ''): void {
    this.#users.set(key(container, record.uid), record);
  }

  addGroup(record: GroupRecord, container = ''): void {
    this.#groups.set(key(container, record.gid), record);
  }

  removeUser(uid: number, container = ''): void {
    this.#users.delete(key(container, uid));
  }

  removeGroup(gid: number, container = ''): void {
    this.#groups.delete(key(container, gid));
  }

  /** The user; undefined when nothing but the number is known. Number 0 is root everywhere. */
  user(uid: number, container = ''): UserRecord | undefined {
    return this.#users.get(key(container, uid)) ?? (uid === 0 ? root : undefined);
  }

  group(gid: number, container = ''): GroupRecord | undefined {
    return this.#groups.get(key(container, gid)) ?? (gid === 0 ? rootGroup : undefined);
  }
}

const key = (container: string, id: number): string => `${container}:${id}`;

const root: UserRecord = { uid: 0, gid: 0, name: 'root', home: '/root', shell: '' };
const rootGroup: GroupRecord = { gid: 0, name: 'root' };
