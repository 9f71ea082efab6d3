import { createReadStream } from 'node:fs';
import { type Finding, SeaworthyError } from '../../core/index.ts';
import {
  alertJson,
  alertText,
  findingOf,
  type ReplaySummary,
  replayCapture,
  TouchedFiles,
} from '../../phases/run/index.ts';
import type { Settings } from '../settings.ts';
import { type ImageInUse, keepInUse } from './keep-in-use.ts';
import { loadEngine } from './load-engine.ts';

export interface ReplayRequest {
  /** A capture file (scap), plain or compressed. */
  readonly capture: string;
  /** Falco rules files, in the order in which they are to be loaded. */
  readonly rules: readonly string[];
  /** The image whose containers were recorded, where the recording does not tell: a digest or name that the ledger knows. */
  readonly image?: string;
}

/** One alert in the forms in which it is shown. */
export interface AlertLine {
  /** In the shape of Falco's `json_output`, one line. */
  readonly json: string;
  readonly text: string;
  readonly finding: Finding;
}

export interface ReplayResult {
  readonly summary: ReplaySummary;
  readonly inUse: readonly ImageInUse[];
  /** Oddities of the rules and of the recording, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Judges a recording by rules, as it would have been judged live, and learns from it which packages were in use. `onAlert` takes each alert in the
 * order of the events. Throws `E_TARGET_NOT_FOUND`, `E_FORMAT` for rules or a capture that are none, and what reading throws.
 */
export async function replay(
  request: ReplayRequest,
  settings: Settings,
  onAlert: (alert: AlertLine) => void | Promise<void>,
): Promise<ReplayResult> {
  const { engine, warnings } = await loadEngine(request.rules);
  const touched = new TouchedFiles();
  const summary = await replayCapture(openCapture(request.capture), engine, {
    where: request.capture,
    observers: [touched],
    onMatch: (match) =>
      onAlert({ json: alertJson(match.alert), text: alertText(match.alert), finding: findingOf(match) }),
    ...(settings.signal ? { signal: settings.signal } : {}),
  });
  const seen = { ...summary, untold: touched.forgotten };
  const use = await keepInUse(touched.containers(), seen, request.image, settings);
  return { summary, inUse: use.images, notes: [...warnings, ...use.notes] };
}

async function* openCapture(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'E_TARGET_NOT_FOUND' : 'E_READ';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SeaworthyError(code, 'the capture cannot be read', { where: path, why, cause });
  }
}
