/** What is set in the common part of an event's frame (sensor/README.md, "Frames"): all at fixed places. */
export interface CommonPart {
  readonly time: bigint;
  readonly cgroup: bigint;
  readonly pid: number;
  readonly tid: number;
  readonly parent: number;
}

/** A copy of the frame (length, type, body) with the common part set. */
export function rewriteCommon(frame: Uint8Array, common: CommonPart): Buffer {
  const copy = Buffer.from(frame);
  copy.writeBigUInt64LE(common.time, 5);
  copy.writeBigUInt64LE(common.cgroup, 13);
  copy.writeUInt32LE(common.pid, 21);
  copy.writeUInt32LE(common.tid, 25);
  copy.writeUInt32LE(common.parent, 29);
  return copy;
}
