/** Use cases of run time: judge a recording, learn what is in use. */
export type { ImageInUse, UseOfImages } from './keep-in-use.ts';
export { type AlertLine, type ReplayRequest, type ReplayResult, replay } from './replay.ts';
