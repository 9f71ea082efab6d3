import { SeaworthyError } from '../../core/index.ts';
import {
  compileRules,
  type EngineOptions,
  FrameReader,
  type LoadedRules,
  type Match,
  type RuleEngine,
  SensorFeed,
  sensorSight,
  type TouchedContainer,
  TouchedFiles,
} from '../../phases/4-run/index.ts';
import { AlertCount, type SensorSummary, sensorSummary } from './sensor-summary.ts';

/** What ends a replay early and leaves what came before standing. */
const endings: ReadonlySet<string> = new Set(['E_FORMAT', 'E_TRUNCATED', 'E_LIMIT']);

/** What a recording of the sensor told. */
export interface ReplayedFrames {
  readonly summary: SensorSummary;
  readonly containers: readonly TouchedContainer[];
  /** Files that were not noted for want of room. */
  readonly untold: number;
  /** What judged the events. */
  readonly engine: RuleEngine;
}

/**
 * Judges frames that the sensor wrote, as they would have been judged live. A recording that breaks off or turns out malformed after its beginning gives what
 * came before, with `incomplete`. Throws `E_FORMAT` when it does not even begin, `E_INTERRUPTED`, and what the source and `onMatch` throw.
 */
export async function replayFrames(
  source: AsyncIterable<Uint8Array>,
  rules: LoadedRules,
  onMatch: (match: Match, container: string) => void | Promise<void>,
  signal?: AbortSignal,
  options: Omit<EngineOptions, 'sight'> = {},
): Promise<ReplayedFrames> {
  const alerts = new AlertCount();
  const touched = new TouchedFiles();
  const feed = new SensorFeed({
    engine: ({ events }) => compileRules(rules, { ...options, sight: { syscall: sensorSight(events) } }),
    observers: [touched],
    onMatch: (match, container) => alerts.see(match, onMatch(match, container)),
    onMap: ({ path, time }, container) => touched.mapped(container, path, time),
  });
  const reader = new FrameReader(feed);
  let incomplete: SeaworthyError | undefined;
  try {
    for await (const chunk of source) {
      reader.push(chunk);
      await alerts.settle();
      if (signal?.aborted) throw new SeaworthyError('E_INTERRUPTED', 'interrupted');
    }
    reader.finish();
  } catch (error) {
    if (!(error instanceof SeaworthyError) || !endings.has(error.code) || !reader.started) throw error;
    incomplete = error;
  }
  await alerts.settle();
  return {
    summary: sensorSummary(feed, alerts, incomplete),
    containers: touched.containers(),
    untold: touched.forgotten,
    engine: feed.engine,
  };
}

/** Where the first frame of the sensor says what it is: behind its length and its type (`sensor/README.md`, "Frames"). */
const magic = { at: 5, text: 'SEAWORTH' } as const;

/** How many bytes it takes to tell. */
export const bytesToTellFrames = magic.at + magic.text.length;

/** Whether bytes are the beginning of what the sensor writes. */
export function areFrames(beginning: Uint8Array): boolean {
  return Buffer.from(beginning).subarray(magic.at, bytesToTellFrames).toString('latin1') === magic.text;
}
