/** Use cases of run time: watch, judge a recording, learn what is in use. */
export type { AlertLine } from './alert-line.ts';
export { type AuditJudge, type AuditJudged, openAuditJudge, type Taken } from './judge-audit.ts';
export type { ImageInUse, UseOfImages } from './keep-in-use.ts';
export { type ReplayRequest, type ReplayResult, replay } from './replay.ts';
export type { SensorSummary } from './sensor-summary.ts';
export { type WatchListener, type WatchRequest, type WatchResult, watch } from './watch.ts';
