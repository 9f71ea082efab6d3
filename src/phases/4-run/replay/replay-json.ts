import { asSeaworthyError, defined, SeaworthyError } from '../../../core/index.ts';
import { inflate } from '../../../foundations/formats/index.ts';
import type { RuleEngine } from '../rules/engine.ts';
import type { Priority } from '../rules/items.ts';
import { JsonDocuments } from '../sources/json-lines/json-documents.ts';
import { JsonJudge } from '../sources/json-lines/json-judge.ts';
import { portions } from '../sources/scap/index.ts';
import type { ReplayOptions, ReplaySummary } from './replay-capture.ts';

/** Most bytes of a file as it is stored, and once inflated. */
const maxBytes = 64 * 1024 ** 3;

/** What a replay of JSON saw, besides what every replay tells. */
export interface JsonReplaySummary extends ReplaySummary {
  /** Events of each source, by the name that rules call it. */
  readonly bySource: ReadonlyMap<string, number>;
  /** What could not be judged because it is no event, the first of it word for word; `unknownEvents` counts all. */
  readonly problems: readonly SeaworthyError[];
}

/**
 * Judges a file of events that are JSON: one a line, lists of them, or one document, plain or compressed; which source each is of, it says itself. What is no
 * event is counted and told and ends nothing. Throws `E_FORMAT` when the whole is no JSON, `E_INTERRUPTED`, and what the source and `onMatch` throw.
 */
export async function replayJson(
  source: AsyncIterable<Uint8Array>,
  engine: RuleEngine,
  { where, onMatch, signal }: Pick<ReplayOptions, 'where' | 'onMatch' | 'signal'>,
): Promise<JsonReplaySummary> {
  let waiting: Promise<void>[] = [];
  const byRule = new Map<string, number>();
  const byPriority = new Map<Priority, number>();
  const judge = new JsonJudge(engine, (match) => {
    const { name, priority } = match.rule;
    byRule.set(name, (byRule.get(name) ?? 0) + 1);
    byPriority.set(priority, (byPriority.get(priority) ?? 0) + 1);
    const done = onMatch?.(match, '');
    if (done !== undefined) waiting.push(done);
  });
  const documents = new JsonDocuments(
    { document: (value) => judge.document(value, where), malformed: (problem) => judge.malformed(problem) },
    where,
  );
  async function* paced(): AsyncIterable<Uint8Array> {
    for await (const portion of portions(source)) {
      yield portion;
      const all = waiting;
      waiting = [];
      if (all.length > 0) await Promise.all(all);
    }
  }
  let incomplete: SeaworthyError | undefined;
  try {
    const limits = { maxBytes, maxInflatedBytes: maxBytes };
    await inflate(paced(), (bytes) => documents.push(bytes), { where, ...limits, ...defined({ signal }) });
    documents.end();
  } catch (error) {
    const failure = asSeaworthyError(error, 'E_FORMAT', 'not JSON');
    const isEnding = ['E_FORMAT', 'E_TRUNCATED', 'E_LIMIT'].includes(failure.code);
    if (!(error instanceof SeaworthyError) || !isEnding || judge.events === 0) throw error;
    incomplete = failure;
  }
  await Promise.all(waiting);
  const { events, unknown, judged, alerts, first, last, bySource, problems } = judge;
  return {
    ...{ events: events + unknown, unknownEvents: unknown, judged, alerts, byRule, byPriority, bySource, problems },
    dropped: 0,
    forgotten: 0,
    ...defined({ first, last, incomplete }),
  };
}
