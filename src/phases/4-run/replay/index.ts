export { captureSight } from './capture-sight.ts';
/** Recordings judged by rules. */
export { type EventObserver, EventPipeline, type PipelineOptions } from './event-pipeline.ts';
export { type ReplayOptions, type ReplaySummary, replayCapture } from './replay-capture.ts';
export { type JsonReplaySummary, replayJson } from './replay-json.ts';
