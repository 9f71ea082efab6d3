import type { SensorCounters, SensorEvent, SensorEventKind } from './sensor-event.ts';

/** The sensor is ready: what happens from here on is told. */
export interface HelloFrame {
  readonly type: 'hello';
  readonly version: number;
  readonly kinds: readonly SensorEventKind[];
  /** Of the sensor. */
  readonly pid: number;
  /** Release of the kernel. */
  readonly kernel: string;
}

/** What a cgroup is: lines of `/proc/PID/cgroup` of a process in it. */
export interface CgroupFrame {
  readonly type: 'cgroup';
  readonly id: bigint;
  readonly pid: number;
  readonly lines: string;
}

/** One frame of the sensor (`sensor/README.md`, "Frames"). */
export type SensorFrame =
  | HelloFrame
  | CgroupFrame
  | { readonly type: 'event'; readonly event: SensorEvent }
  | { readonly type: 'lost'; readonly counters: SensorCounters }
  | { readonly type: 'end'; readonly counters: SensorCounters };
