import type { CaptureEvent, FileRecord, ProcessRecord } from '../scap/index.ts';
import type { SensorCounters } from './counters.ts';

/** The sensor is ready: what happens from here on is told. */
export interface Hello {
  readonly version: number;
  /** Of the sensor. */
  readonly pid: number;
  /** Release of the kernel. */
  readonly kernel: string;
  /** Names of the events that are told. */
  readonly events: ReadonlySet<string>;
  /** When the machine started: nanoseconds since 1970. */
  readonly boot?: bigint;
}

/** What is known of an event, and how sure. */
export const marks = {
  /** A name could not be read. */
  unread: 1,
  /** A text was longer, or there were more of them. */
  cut: 2,
  /** The path of the executed program is the kernel's own. */
  exact: 4,
  /** A path of the opened file as the kernel has it stands behind the event. */
  path: 32,
  /** The name that was given is that path. */
  isPath: 64,
  /** The file has no name any more. */
  unlinked: 128,
  /** What was opened is a directory, whatever the flags say. */
  directory: 256,
} as const;

/** Where an event happened. One object serves for all: it holds until the handler returns. */
export interface EventOrigin {
  /** Number of the control group (version 2); 0 when not known. */
  cgroup: number;
  /** The process (thread group), and when its leader began: nanoseconds after the machine started, 0 when not known. */
  pid: number;
  start: number;
  /** Bits of `marks`. */
  marks: number;
  /** Of the file that was opened: its path as the kernel has it, where that is not the name that was given. */
  path: string | undefined;
}

/** A process that was there before. */
export interface PresentProcess {
  readonly record: ProcessRecord;
  readonly cgroup: number;
  readonly start: number;
}

/** A descriptor that such a process has open. */
export interface PresentDescriptor {
  readonly pid: number;
  readonly record: FileRecord;
}

/** Code that was mapped: a program itself after its exec, a library. The kernel wrote the path at the time. */
export interface MappedCode {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly cgroup: number;
  readonly pid: number;
  readonly tid: number;
  /** As the process sees it. */
  readonly path: string;
  /** Whether the file had no name any more. */
  readonly deleted: boolean;
}

/** What a control group is. */
export interface CgroupRecord {
  readonly cgroup: number;
  /** In the hierarchy of version 2; empty when it is not known. */
  readonly path: string;
  /** The process whose `lines` of `/proc/PID/cgroup` follow, where version 1 tells more; 0 when there are none. */
  readonly pid: number;
  readonly lines: string;
}

/** How much of what was there before could be told. */
export interface SnapshotEnd {
  readonly processes: number;
  readonly descriptors: number;
  readonly unread: number;
}

/** Takes what the sensor tells, in its order. */
export interface SensorHandler {
  hello?(hello: Hello): void;
  process?(process: PresentProcess): void;
  descriptor?(descriptor: PresentDescriptor): void;
  snapshotEnd?(end: SnapshotEnd): void;
  cgroup?(record: CgroupRecord): void;
  /** The event and its origin hold until this returns. */
  event?(event: CaptureEvent, origin: EventOrigin): void;
  /** An event of a code that is in no table we have. */
  unknownEvent?(code: number): void;
  map?(map: MappedCode): void;
  counters?(counters: SensorCounters): void;
  /** Nothing happened for a while, and the sensor is awake. */
  heartbeat?(time: bigint): void;
}
