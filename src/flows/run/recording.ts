import { createReadStream } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { defined, SeaworthyError, whyOf } from '../../core/index.ts';
import { detectCompression, looksLikeJson } from '../../foundations/formats/index.ts';
import {
  captureSight,
  compileRules,
  type EngineOptions,
  jsonSight,
  type LoadedRules,
  type Match,
  type RuleEngine,
  replayCapture,
  replayJson,
  type TouchedContainer,
  TouchedFiles,
} from '../../phases/4-run/index.ts';
import type { RunSummary } from './gaps.ts';
import { areFrames, bytesToTellFrames, replayFrames } from './replay-frames.ts';
import type { EventsFrom } from './sight.ts';

/** What a recording told. */
export interface Recorded {
  readonly summary: RunSummary;
  readonly containers: readonly TouchedContainer[];
  /** Files that were not noted for want of room. */
  readonly untold: number;
  /** What judged the events. */
  readonly engine: RuleEngine;
  /** Where they came from; nowhere where there was no event that we know. */
  readonly from: readonly EventsFrom[];
}

/** By what a recording is judged, and who takes the alerts. */
export interface Judging {
  readonly rules: LoadedRules;
  readonly options?: Omit<EngineOptions, 'sight'>;
  readonly onMatch: (match: Match, container: string) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

type See = (whole: AsyncIterable<Uint8Array>, where: string, judging: Judging) => Promise<Recorded>;

const seeFrames: See = async (whole, _where, { rules, onMatch, options, signal }) => ({
  ...(await replayFrames(whole, rules, onMatch, signal, options)),
  from: [{ source: 'syscall', words: 'the sensor' }],
});

const seeCapture: See = async (whole, where, { rules, options, onMatch, signal }) => {
  const engine = compileRules(rules, { ...options, sight: { syscall: captureSight } });
  const touched = new TouchedFiles();
  const observers = [touched];
  const summary = await replayCapture(whole, engine, { where, observers, onMatch, ...defined({ signal }) });
  const from = [{ source: 'syscall', words: 'a capture' }];
  return { summary, engine, from, containers: touched.containers(), untold: touched.forgotten };
};

const seeJson: See = async (whole, where, { rules, options, onMatch, signal }) => {
  const engine = compileRules(rules, { ...options, sight: jsonSight });
  const summary = await replayJson(whole, engine, { where, onMatch, ...defined({ signal }) });
  const from = [...summary.bySource.keys()].sort().map((source) => ({ source, words: `an event of ${source}` }));
  return { summary, engine, from, containers: [], untold: 0 };
};

/**
 * Reads a recording and judges its events: a capture, frames of our sensor or JSON, which its first bytes tell. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` when it
 * is none of them, and what reading and `onMatch` throw.
 */
export async function seeRecording(path: string, judging: Judging): Promise<Recorded> {
  const { beginning, whole } = await peek(openRecording(path), bytesToTell);
  const see = areFrames(beginning) ? seeFrames : isJson(beginning) ? seeJson : seeCapture;
  return see(whole, path, judging);
}

/** Whether the recording is JSON, plain or compressed. */
function isJson(beginning: Uint8Array): boolean {
  if (detectCompression(beginning) !== 'gzip') return looksLikeJson(beginning);
  try {
    return looksLikeJson(gunzipSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH }));
  } catch {
    return false;
  }
}

/** Enough of a file to see what is in it, through its compression. */
const bytesToTell = Math.max(bytesToTellFrames, 1_024);

async function* openRecording(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'E_TARGET_NOT_FOUND' : 'E_READ';
    const why = whyOf(cause);
    throw new SeaworthyError(code, 'the recording cannot be read', { where: path, why, cause });
  }
}

/** The first bytes, and everything with these in front: the source may be a pipe, which can be read only once. */
async function peek(
  source: AsyncGenerator<Uint8Array, void, undefined>,
  bytes: number,
): Promise<{ readonly beginning: Uint8Array; readonly whole: AsyncIterable<Uint8Array> }> {
  let beginning: Uint8Array = new Uint8Array();
  while (beginning.length < bytes) {
    const next = await source.next();
    if (next.done) break;
    beginning = beginning.length === 0 ? next.value : Buffer.concat([beginning, next.value]);
  }
  const first = beginning;
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    if (first.length > 0) yield first;
    yield* source;
  }
  return { beginning, whole: whole() };
}
