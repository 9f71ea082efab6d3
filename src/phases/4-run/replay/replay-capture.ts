import { defined, SeaworthyError } from '../../../core/index.ts';
import type { Match, RuleEngine } from '../rules/engine.ts';
import type { Priority } from '../rules/items.ts';
import {
  type CaptureLimits,
  type CaptureSource,
  type MachineInfo,
  portions,
  readCapture,
} from '../sources/scap/index.ts';
import type { StateLimits } from '../state/index.ts';
import { type EventObserver, EventPipeline } from './event-pipeline.ts';

export interface ReplayOptions {
  /** Names the capture in errors. */
  readonly where: string;
  readonly limits?: CaptureLimits;
  readonly stateLimits?: StateLimits;
  readonly observers?: readonly EventObserver[];
  /**
   * Takes each alert in the order of the events, with the id of the container in which it happened, empty for the host. The capture is not read on before a
   * promise given here is kept.
   */
  readonly onMatch?: (match: Match, container: string) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** What a replay saw. Times are nanoseconds since 1970. */
export interface ReplaySummary {
  /** Events in the capture; those of a kind that is in no table we have are counted beside. */
  readonly events: number;
  readonly unknownEvents: number;
  /** Blocks of a type that is not known; absent where there are none. */
  readonly unknownBlocks?: number;
  /** Events that a rule could be about. */
  readonly judged: number;
  readonly alerts: number;
  /** Alerts by the name of the rule and by its priority, in the order in which they first came. */
  readonly byRule: ReadonlyMap<string, number>;
  readonly byPriority: ReadonlyMap<Priority, number>;
  readonly first?: bigint;
  readonly last?: bigint;
  /** Stretches in which the recorder dropped events: what happened in them is not known. */
  readonly dropped: number;
  /** Processes and open files that were not remembered because of limits. */
  readonly forgotten: number;
  readonly machine?: MachineInfo;
  /** Why the capture could not be read to its end; what came before counts. */
  readonly incomplete?: SeaworthyError;
}

/** What ends a replay early and leaves what came before standing. */
const endings: ReadonlySet<string> = new Set(['E_FORMAT', 'E_TRUNCATED', 'E_LIMIT']);

/**
 * Judges the events of a recording, one after the other, as they would have been judged when they happened. The same recording and rules give the same
 * alerts. A recording that breaks off or turns out malformed after its beginning gives what came before, with `incomplete`.
 *
 * Throws `E_FORMAT` when the bytes are no capture at all, `E_INTERRUPTED`, and what the source and `onMatch` throw.
 */
export async function replayCapture(
  source: CaptureSource,
  engine: RuleEngine,
  options: ReplayOptions,
): Promise<ReplaySummary> {
  const { where, limits, signal, onMatch, stateLimits, observers } = options;
  let waiting: Promise<void>[] = [];
  const byRule = new Map<string, number>();
  const byPriority = new Map<Priority, number>();
  const pipeline = new EventPipeline(engine, {
    ...defined({ stateLimits, observers }),
    onMatch: (match, container) => {
      const { name, priority } = match.rule;
      byRule.set(name, (byRule.get(name) ?? 0) + 1);
      byPriority.set(priority, (byPriority.get(priority) ?? 0) + 1);
      const done = onMatch?.(match, container);
      if (done !== undefined) waiting.push(done);
    },
  });
  const settle = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    await Promise.all(all);
  };
  async function* paced(): AsyncIterable<Uint8Array> {
    for await (const portion of portions(source)) {
      yield portion;
      if (waiting.length > 0) await settle();
    }
  }
  let incomplete: SeaworthyError | undefined;
  try {
    await readCapture(paced(), pipeline.handler, {
      where,
      ...defined({ limits, signal }),
    });
  } catch (error) {
    if (!(error instanceof SeaworthyError) || !endings.has(error.code) || pipeline.sections === 0) throw error;
    incomplete = error;
  }
  await settle();
  const { events, unknownEvents, unknownBlocks, judged, alerts, first, last, state } = pipeline;
  return {
    ...{ events, unknownEvents, judged, alerts, byRule, byPriority },
    dropped: state.dropped,
    forgotten: state.threads.forgotten,
    ...defined({ first, last, machine: state.machine, incomplete, unknownBlocks: unknownBlocks || undefined }),
  };
}
