/** The live sensor: its frames, its events, and the containers they happen in. */
export { addressText } from './address-text.ts';
export { ContainerTable } from './container-table.ts';
export { decodeFrame, frameVersion } from './decode-frame.ts';
export type { CgroupFrame, HelloFrame, SensorFrame } from './frame.ts';
export { FrameReader, maxFrameBytes } from './frame-reader.ts';
export { type RulesOutOfSight, rulesOutOfSight } from './out-of-sight.ts';
export { type KnownProcess, ProcessTable } from './process-table.ts';
export { readSensorFrames, type SensorEvents, type SensorState, SensorStream } from './read-frames.ts';
export { sensorFields, toRuntimeEvent } from './runtime-event.ts';
export * from './sensor-event.ts';
export { SensorTouches, touchOf } from './touches.ts';
export { eachEvent, type WatchSensorOptions, watchSensor } from './watch-sensor.ts';
