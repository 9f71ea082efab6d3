import { SeaworthyError } from '../../core/index.ts';
import {
  type Match,
  type RuleEngine,
  readSensorFrames,
  SensorTouches,
  type TouchedContainer,
} from '../../phases/4-run/index.ts';
import { SensorObserver, type SensorSummary } from './sensor-observer.ts';

/** What ends a replay early and leaves what came before standing. */
const endings: ReadonlySet<string> = new Set(['E_FORMAT', 'E_TRUNCATED', 'E_LIMIT']);

/** What a recording of the sensor told. */
export interface ReplayedFrames {
  readonly summary: SensorSummary;
  readonly containers: readonly TouchedContainer[];
  /** Files that were not noted for want of room. */
  readonly untold: number;
}

/**
 * Judges frames that the sensor wrote, as they would have been judged live. A recording that breaks off or turns out malformed after its beginning gives what
 * came before, with `incomplete`. Throws `E_FORMAT` when it does not even begin, `E_INTERRUPTED`, and what the source and `onMatch` throw.
 */
export async function replayFrames(
  source: AsyncIterable<Uint8Array>,
  engine: RuleEngine,
  onMatch: (match: Match, container: string) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<ReplayedFrames> {
  const events = readSensorFrames(source);
  const observer = new SensorObserver(engine, (match, { container }) => onMatch(match, container?.id ?? ''));
  const touches = new SensorTouches();
  let incomplete: SeaworthyError | undefined;
  try {
    for await (const batch of events) {
      for (const event of batch) {
        observer.see(event);
        touches.see(event);
      }
      await observer.settle();
      if (signal?.aborted) throw new SeaworthyError('E_INTERRUPTED', 'interrupted');
    }
  } catch (error) {
    if (!(error instanceof SeaworthyError) || !endings.has(error.code) || events.state.hello === undefined) throw error;
    incomplete = error;
  }
  await observer.settle();
  return {
    summary: observer.summary(events.state, incomplete),
    containers: touches.containers(),
    untold: touches.forgotten,
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
