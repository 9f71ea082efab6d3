import { createReadStream } from 'node:fs';
import { SeaworthyError, whyOf } from '../../core/index.ts';
import { type ReplaySummary, replayCapture, TouchedFiles } from '../../phases/4-run/index.ts';
import type { Settings } from '../settings.ts';
import { alertLine, type OnAlert } from './alert-line.ts';
import { type ImageInUse, keepInUse } from './keep-in-use.ts';
import { loadEngine } from './load-engine.ts';
import { areFrames, bytesToTellFrames, replayFrames } from './replay-frames.ts';
import type { SensorSummary } from './sensor-observer.ts';
import { type Sight, sightOfCapture, sightOfSensor } from './sight.ts';

export interface ReplayRequest {
  /** A capture file (scap), plain or compressed, or frames of our sensor as it wrote them. */
  readonly capture: string;
  /** Falco rules files, in the order in which they are to be loaded. */
  readonly rules: readonly string[];
  /** The image whose containers were recorded, where the recording does not tell: a digest or name that the ledger knows. */
  readonly image?: string;
}

export interface ReplayResult {
  /** `lost` and `unread` where our sensor recorded. */
  readonly summary: ReplaySummary & Partial<Pick<SensorSummary, 'lost' | 'unread'>>;
  readonly inUse: readonly ImageInUse[];
  /** Oddities of the rules and of the recording, one sentence each. */
  readonly notes: readonly string[];
  /** Why silence means nothing: no rule could apply, or no event was recorded. */
  readonly blind?: string;
}

/**
 * Judges a recording by rules, as it would have been judged live, and learns from it which packages were in use. `onAlert` takes each alert in the
 * order of the events. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` for rules or a capture that are none, and what reading throws.
 */
export async function replay(request: ReplayRequest, settings: Settings, onAlert: OnAlert): Promise<ReplayResult> {
  const { engine, warnings } = await loadEngine(request.rules);
  const given = request.rules.length > 0;
  const { beginning, whole } = await peek(openCapture(request.capture), bytesToTellFrames);
  const onMatch: Parameters<typeof replayFrames>[2] = (match) => onAlert(alertLine(match));
  const { signal } = settings;
  if (areFrames(beginning)) {
    const { summary, containers, untold } = await replayFrames(whole, engine, onMatch, signal);
    const lost = [...summary.lost.values()].reduce((sum, count) => sum + count, 0);
    const use = await keepInUse(containers, { ...summary, lost, untold }, request.image, settings);
    return told(summary, use, sightOfSensor(engine, given), warnings);
  }
  const touched = new TouchedFiles();
  const summary = await replayCapture(whole, engine, {
    where: request.capture,
    observers: [touched],
    onMatch,
    ...(signal ? { signal } : {}),
  });
  const seen = { ...summary, untold: touched.forgotten };
  const use = await keepInUse(touched.containers(), seen, request.image, settings);
  return told(summary, use, sightOfCapture(engine, given), warnings);
}

function told(
  summary: ReplayResult['summary'],
  use: { readonly images: readonly ImageInUse[]; readonly notes: readonly string[] },
  { notes, blind }: Sight,
  warnings: readonly string[],
): ReplayResult {
  const empty = summary.events === 0 ? 'nothing was judged: the recording holds no event' : undefined;
  const why = blind ?? empty;
  return {
    summary,
    inUse: use.images,
    notes: [...warnings, ...notes, ...use.notes],
    ...(why === undefined ? {} : { blind: why }),
  };
}

async function* openCapture(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'E_TARGET_NOT_FOUND' : 'E_READ';
    const why = whyOf(cause);
    throw new SeaworthyError(code, 'the capture cannot be read', { where: path, why, cause });
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
