/** The live sensor: its frames, and the way they take into the state and the rules. */
export { countersBetween, lostByName, lostInAll, noCounters, type SensorCounters } from './counters.ts';
export { FrameReader } from './frame-reader.ts';
export type { EventOrigin, Hello, MappedCode, SensorHandler, SnapshotEnd } from './frames.ts';
export { neededEvents } from './needed-events.ts';
export { type FeedOptions, SensorFeed } from './sensor-feed.ts';
export { sensorSight } from './sensor-sight.ts';
export { type WatchSensorOptions, watchSensor } from './watch-sensor.ts';
