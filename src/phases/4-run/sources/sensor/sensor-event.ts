import type { CgroupContainer } from '../../containers/index.ts';

/** Who did it. Ids are those of the host. */
export interface SensorProcess {
  readonly pid: number;
  readonly tid: number;
  readonly parent?: number;
  readonly user?: number;
  readonly group?: number;
  /** Name of the thread, at most 15 bytes; usually the program's. */
  readonly name: string;
}

interface Happened {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly process: SensorProcess;
  /** Number of its cgroup (v2); 0 when not known. */
  readonly cgroup: bigint;
  /** Absent when the process is in no container, or nothing tells. */
  readonly container?: CgroupContainer;
}

/** A program was executed. */
export interface ExecEvent extends Happened {
  readonly kind: 'exec';
  /** Of the program (for a script, of its interpreter), as the process sees it. */
  readonly path?: string;
  /** Whether the kernel wrote the path at the time, so that it is beyond doubt. */
  readonly exact: boolean;
  /** With the name it was called by. Absent when the process was gone before they were read. */
  readonly args?: readonly string[];
  /** Whether there were more arguments, or longer ones. */
  readonly argsCut: boolean;
  readonly directory?: string;
}

/** A file was opened, or could not be. */
export interface OpenEvent extends Happened {
  readonly kind: 'open';
  /** The descriptor, or −errno. */
  readonly result: number;
  readonly dirfd: number;
  /** `O_…` of Linux; absent when they could not be read. */
  readonly openFlags?: number;
  /** As given to the call. */
  readonly name?: string;
  /** Absolute, as the process sees it. Absent when it could not be read. */
  readonly path?: string;
  /** Whether `path` is that of the descriptor, with links followed. */
  readonly resolved: boolean;
}

/** A connection was asked for. */
export interface ConnectEvent extends Happened {
  readonly kind: 'connect';
  /** 0, or −errno (−115, `EINPROGRESS`: under way). */
  readonly result: number;
  readonly fd: number;
  readonly family: 'unix' | 'ipv4' | 'ipv6' | 'other';
  /** 4 or 16 bytes, or the path of a unix socket (abstract ones begin with `@`). */
  readonly address?: Uint8Array | string;
  readonly port?: number;
  /** Whether the kernel told the address. */
  readonly exact: boolean;
}

/** A process ended. */
export interface ExitEvent extends Happened {
  readonly kind: 'exit';
  /** Absent when a signal ended it. */
  readonly status?: number;
}

/** Code was mapped: the program itself after an exec, a library. The kernel wrote the path at the time. */
export interface MapEvent extends Happened {
  readonly kind: 'map';
  /** As the process sees it. */
  readonly path: string;
  readonly inode: bigint;
  readonly major: number;
  readonly minor: number;
  /** Whether the file had no name any more. */
  readonly deleted: boolean;
}

export type SensorEvent = ExecEvent | OpenEvent | ConnectEvent | ExitEvent | MapEvent;
export type SensorEventKind = SensorEvent['kind'];

/** What was told and what was not, since the start. */
export interface SensorCounters {
  /** Events told. */
  readonly told: number;
  /** Records of mappings, forks and execs that the kernel dropped. */
  readonly lostRecords: number;
  /** Events dropped for want of room in the buffer, by kind. */
  readonly lost: Readonly<Record<SensorEventKind, number>>;
  /** Events that were told without a name that could not be read. */
  readonly unread: number;
}

/** Everything that was lost, in one number. */
export function lostInAll(counters: SensorCounters): number {
  return Object.values(counters.lost).reduce((sum, count) => sum + count, counters.lostRecords);
}

export const noCounters: SensorCounters = {
  told: 0,
  lostRecords: 0,
  lost: { exec: 0, open: 0, connect: 0, exit: 0, map: 0 },
  unread: 0,
};
