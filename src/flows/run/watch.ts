import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { asSeaworthyError, oneMinute, type Report, SeaworthyError, whatAndWhy } from '../../core/index.ts';
import { unixHttpGet } from '../../foundations/net/index.ts';
import {
  type AskSocket,
  FindingTally,
  lostInAll,
  noCounters,
  type SensorEventKind,
  type TouchedContainer,
  watchSensor,
} from '../../phases/4-run/index.ts';
import type { Settings } from '../settings.ts';
import { alertLine, type OnAlert } from './alert-line.ts';
import { ContainerImages } from './container-images.ts';
import { type Gap, gapsOf } from './gaps.ts';
import type { ImageInUse } from './keep-in-use.ts';
import { countersBetween, keepWatch } from './keep-watch.ts';
import { loadEngine } from './load-engine.ts';
import { runReport } from './run-report.ts';
import { SensorObserver, type SensorSummary } from './sensor-observer.ts';
import { sightOfSensor } from './sight.ts';
import { WatchPortion } from './watch-portion.ts';

export interface WatchRequest {
  /** Path of the sensor program. */
  readonly sensor: string;
  /** Falco rules files, in the order in which they are to be loaded. */
  readonly rules: readonly string[];
  /** The image of containers whose engine does not tell it: a digest or name that the ledger knows. */
  readonly image?: string;
  /** Ends the watch; what was seen until then counts. */
  readonly stop: AbortSignal;
  /** Milliseconds of events after which what was seen goes into the ledger; a quarter of an hour when absent. */
  readonly keepEvery?: number;
  /** Asks a container engine; a test hands in its own. */
  readonly ask?: AskSocket;
}

/** What is told while a watch goes on. */
export interface WatchListener {
  readonly onAlert: OnAlert;
  /** The sensor is ready: what happens from now on is seen. */
  readonly onReady?: () => void;
  /** A sentence about the rules, or about what could not be kept. */
  readonly onNote?: (note: string) => void;
  /** Events lost so far: told at the first, and each time they have doubled. */
  readonly onLost?: (lost: number) => void;
}

export interface WatchResult {
  readonly summary: SensorSummary;
  /** The use of each image, a portion of the watch each, in the order of time. */
  readonly inUse: readonly ImageInUse[];
  /** What is not known at the end, one sentence each. */
  readonly notes: readonly string[];
  /** Why the silence of rules means nothing: none could apply, or some events were not seen. */
  readonly gaps: readonly Gap[];
  /** What rules found on this machine, each fact once. */
  readonly report: Report;
}

/** Milliseconds. */
const patience = 200;
const quarterOfAnHour = 15 * oneMinute;
/** Most portions that are given back; all of them are in the ledger. */
const maxInUse = 10_000;

/** What learning the use of images needs; connections only matter to rules. */
const kindsInUse: readonly SensorEventKind[] = ['exec', 'open', 'exit', 'map'];

/**
 * Watches this machine with the sensor until `stop`: judges what happens by rules, and learns which packages of which images are in use, which goes into the
 * ledger every quarter of an hour and at the end. That something could not be kept is a note, and does not end the watch. Throws `E_SENSOR` when the machine
 * cannot be watched or the sensor fails, `E_TARGET_NOT_FOUND` and `E_FORMAT` for rules, and what `onAlert` throws.
 */
export async function watch(request: WatchRequest, settings: Settings, listener: WatchListener): Promise<WatchResult> {
  const { engine, warnings } = await loadEngine(request.rules, { hostname: hostname() });
  const note = listener.onNote ?? (() => {});
  const sight = sightOfSensor(engine, request.rules.length > 0);
  for (const one of [...warnings, ...sight.notes]) note(one);
  if (sight.blind !== undefined) note(sight.blind);
  const images = new ContainerImages(request.ask ?? unixHttpGet);
  const stop = AbortSignal.any([request.stop, ...(settings.signal ? [settings.signal] : [])]);
  const events = watchSensor({
    program: request.sensor,
    ...(engine.rules.length === 0 ? { kinds: kindsInUse } : {}),
    // Reading the events and writing the ledger would make events without end.
    skip: [process.pid],
    signal: stop,
    ...(listener.onReady ? { onReady: listener.onReady } : {}),
  });

  const inUse: ImageInUse[] = [];
  const notes = new Set<string>();
  let portion = new WatchPortion();
  let before = noCounters;
  let keeping: Promise<void> = Promise.resolve();
  const about = (id: string): Omit<TouchedContainer, 'id' | 'paths' | 'first' | 'last'> => {
    const told = images.about(id);
    return id === '' || told.imageId !== undefined || request.image === undefined ? told : { image: request.image };
  };
  /** Ends the portion; it is kept beside the watching, one after the other. */
  const keep = (...limits: readonly string[]): void => {
    const done = portion;
    const counters = countersBetween(before, events.state.counters);
    before = events.state.counters;
    portion = new WatchPortion();
    keeping = keeping.then(async () => {
      try {
        await images.settle();
        const use = await keepWatch(done, { counters, rules: sight.rules, limits, about }, settings);
        inUse.push(...use.images.slice(0, maxInUse - inUse.length));
        for (const one of use.notes) notes.add(one);
      } catch (error) {
        const { message, why } = asSeaworthyError(error, 'E_LEDGER', 'the ledger cannot be written');
        note(`what was seen could not be kept: ${message}${why === undefined ? '' : ` (${why})`}`);
      }
    });
  };

  const findings = new FindingTally();
  const observer = new SensorObserver(engine, (match, event) => {
    portion.alert(match, event);
    findings.see(match, event.container?.id ?? '');
    return listener.onAlert(alertLine(match));
  });
  const keepEvery = request.keepEvery ?? quarterOfAnHour;
  let toldLost = 0;
  try {
    for await (const batch of events) {
      for (const event of batch) {
        portion.see(event);
        observer.see(event);
        if (event.container !== undefined) images.see(event.container);
      }
      await observer.settle();
      const lost = lostInAll(events.state.counters);
      if (lost > 0 && lost >= toldLost * 2) {
        listener.onLost?.(lost);
        toldLost = lost;
      }
      if (portion.covers(keepEvery)) keep();
    }
  } catch (error) {
    // An interruption at the keyboard goes to the sensor too, which may have ended in order before we hear of it.
    if (events.state.ended && !stop.aborted) await setTimeout(patience);
    const isEnding = events.state.ended || (error instanceof SeaworthyError && endings.has(error.code));
    if (!stop.aborted || !isEnding) {
      keep(`it was not seen to its end: ${whatAndWhy(error)}`);
      await keeping;
      throw error;
    }
  }
  const { hello, ended } = events.state;
  const incomplete =
    hello === undefined || ended
      ? undefined
      : new SeaworthyError('E_TRUNCATED', 'the sensor did not come to its end, so what it lost is not known');
  const summary = observer.summary(events.state, incomplete);
  const gaps = gapsOf(summary, sight.blind);
  keep(...gapsOf({ ...summary, lost: new Map() }).map(({ message }) => message));
  await keeping;
  const unknown = request.image === undefined ? images.notes() : [];
  const found = { machine: hostname(), where: 'sensor', findings, alerts: summary.alerts, sight, warnings, gaps };
  return {
    summary,
    inUse,
    notes: [...notes, ...unknown],
    gaps,
    report: runReport(found, settings),
  };
}

/** What may happen when a sensor is stopped, and leaves what came before standing. */
const endings: ReadonlySet<string> = new Set(['E_INTERRUPTED', 'E_TRUNCATED']);
