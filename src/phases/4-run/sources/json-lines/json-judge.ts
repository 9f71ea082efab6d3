import { defined, SeaworthyError } from '../../../../core/index.ts';
import { isObject } from '../../../../foundations/formats/index.ts';
import type { Match, RuleEngine } from '../../rules/engine.ts';
import type { SourceSight } from '../../rules/sight.ts';
import { JsonEvent, JsonEventKind } from './json-event.ts';
import type { JsonSource } from './json-source.ts';
import { nanosecondsOf } from './moment.ts';
import { jsonSources, recognise } from './sources.ts';

/** What the JSON sources tell, by the name that rules call them: for the engine that judges their events. */
export const jsonSight: Readonly<Record<string, SourceSight>> = Object.fromEntries(
  jsonSources.map((source) => [source.name, new JsonEventKind(source).sight]),
);

/** Most problems that are kept word for word. */
const mostProblems = 5;

/** Judges events that come as JSON documents, whatever their source, and counts them. */
export class JsonJudge {
  readonly #engine: RuleEngine;
  readonly #onMatch: (match: Match) => void;
  readonly #kinds = new Map<JsonSource, JsonEventKind>();
  readonly problems: SeaworthyError[] = [];
  /** Events of a source that we know, and how many of each source. */
  events = 0;
  readonly bySource = new Map<string, number>();
  /** What was of no source that we know, or no event: nothing was judged. */
  unknown = 0;
  judged = 0;
  alerts = 0;
  first: bigint | undefined;
  last: bigint | undefined;

  constructor(engine: RuleEngine, onMatch: (match: Match) => void) {
    this.#engine = engine;
    this.#onMatch = onMatch;
  }

  /** A document: an event, a list of them, or what holds them. `where` names it in problems. */
  document(value: unknown, where: string): void {
    const { known, unknown } = recognise(value);
    for (const { source, events } of known) for (const event of events) this.#event(source, event, where);
    if (unknown > 0) {
      const titles = jsonSources.map(({ title }) => title).join(', ');
      this.#refuse(unknown, 'no event of a source that we know', where, `known are ${titles}`);
    }
  }

  /** Something that was to be an event and is none. */
  malformed(problem: SeaworthyError): void {
    this.unknown += 1;
    if (this.problems.length < mostProblems) this.problems.push(problem);
  }

  #event(source: JsonSource, value: unknown, where: string): void {
    const object = isObject(value) ? value : undefined;
    const time = object === undefined ? undefined : nanosecondsOf(source.timeOf(object));
    if (object === undefined || time === undefined) {
      const what = object === undefined ? 'no object' : 'an event that does not say when it happened';
      this.#refuse(1, `${what} among the ${source.title}`, where);
      return;
    }
    this.events += 1;
    this.bySource.set(source.name, (this.bySource.get(source.name) ?? 0) + 1);
    if (this.first === undefined || time < this.first) this.first = time;
    if (this.last === undefined || time > this.last) this.last = time;
    if (!this.#engine.concerns(source.name, undefined)) return;
    this.judged += 1;
    for (const match of this.#engine.evaluate(new JsonEvent(this.#kindOf(source), object, this.events, time))) {
      this.alerts += 1;
      this.#onMatch(match);
    }
  }

  #refuse(count: number, message: string, where: string, why?: string): void {
    this.unknown += count;
    if (this.problems.length < mostProblems)
      this.problems.push(new SeaworthyError('E_FORMAT', message, { where, ...defined({ why }) }));
  }

  #kindOf(source: JsonSource): JsonEventKind {
    const kind = this.#kinds.get(source) ?? new JsonEventKind(source);
    this.#kinds.set(source, kind);
    return kind;
  }
}
