import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import {
  asSeaworthyError,
  count,
  defined,
  oneMinute,
  type Report,
  SeaworthyError,
  someOf,
  whatAndWhy,
} from '../../core/index.ts';
import { unixGrpc, unixHttpGet } from '../../foundations/net/index.ts';
import {
  type AskSocket,
  ContainerDirectory,
  type ContainerInfo,
  compileRules,
  countersBetween,
  FindingTally,
  FrameReader,
  lostInAll,
  neededEvents,
  noCounters,
  SensorFeed,
  type SystemState,
  sensorSight,
  type TouchingContainer,
  watchSensor,
} from '../../phases/4-run/index.ts';
import { chooseRules, type RuleChoice } from '../rules/chosen-rules.ts';
import type { Settings } from '../settings.ts';
import { tellAccounts } from './accounts.ts';
import { alertLine, internalAlert, type OnAlert } from './alert-line.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { Handover } from './handover.ts';
import type { ImageInUse } from './keep-in-use.ts';
import { keepWatch } from './keep-watch.ts';
import { readRuntimeFile } from './read-runtime-file.ts';
import { runReport } from './run-report.ts';
import { AlertCount, type SensorSummary, sensorSummary } from './sensor-summary.ts';
import { type Sight, sightOfSources } from './sight.ts';
import { tellThisMachine } from './this-machine.ts';
import { WatchPortion } from './watch-portion.ts';

export interface WatchRequest extends RuleChoice {
  /** Path of the sensor program. */
  readonly sensor: string;
  /** The image of containers whose engine does not tell it: a digest or name that the ledger knows. */
  readonly image?: string;
  /** Control groups (directories of version 2, or their numbers) and directories that are not watched: at most 64 of each. */
  readonly muteCgroups?: readonly string[];
  readonly mutePaths?: readonly string[];
  /** Ends the watch; what was seen until then counts. */
  readonly stop: AbortSignal;
  /** Milliseconds of events after which what was seen goes into the ledger; a quarter of an hour when absent. */
  readonly keepEvery?: number;
  /** Milliseconds of silence after which the sensor is taken to be asleep; ten seconds when absent. */
  readonly silence?: number;
  /** Asks a container engine, and reads a file of one; a test hands in its own. */
  readonly ask?: AskSocket;
  readonly read?: (path: string, maxBytes: number) => string | undefined;
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
/** Most containers whose descriptions are remembered. */
const mostContainers = 4_096;
/** Ids that stand in one sentence. */
const mostIds = 5;

/**
 * Watches this machine with the sensor until `stop`: judges what happens by rules, and learns which packages of which images are in use, which goes into the
 * ledger every quarter of an hour and at the end. That something could not be kept is a note, and does not end the watch. A sensor that is killed, falls asleep
 * or tells nonsense once it has begun ends the watch with an alert and a gap: what was seen before counts. Throws `E_SENSOR` when the machine cannot be
 * watched, `E_TARGET_NOT_FOUND` and `E_FORMAT` for rules, and what `onAlert` throws.
 */
export async function watch(request: WatchRequest, settings: Settings, listener: WatchListener): Promise<WatchResult> {
  const { loaded, warnings, options, format, given } = await chooseRules(request);
  const written = compileRules(loaded, options);
  const from = { source: 'syscall', words: 'the sensor' };
  const note = listener.onNote ?? (() => {});
  const { muteCgroups = [], mutePaths = [] } = request;
  const muted = mutedSentences(muteCgroups, mutePaths);
  for (const one of [...warnings, ...muted]) note(one);
  const stop = AbortSignal.any([request.stop, ...(settings.signal ? [settings.signal] : [])]);
  const reach = { ask: request.ask ?? unixHttpGet, read: request.read ?? readRuntimeFile, call: unixGrpc };
  const directory = new ContainerDirectory(reach, (info) => remember(feed.pipeline.state.containers, info));

  const inUse: ImageInUse[] = [];
  const notes = new Set<string>();
  let portion = new WatchPortion();
  const findings = new FindingTally();
  const alerts = new AlertCount();
  const taking = new Handover({ stop, tell: note });
  // Until the sensor says what it tells.
  let sight: Sight = sightOfSources(written, [from], given);
  const feed: SensorFeed = new SensorFeed({
    engine: ({ events }) =>
      compileRules(loaded, { ...options, hostname: hostname(), sight: { syscall: sensorSight(events) } }),
    // Only now is it known what the sensor tells.
    onBegin: ({ engine, pipeline }) => {
      tellThisMachine(pipeline.state);
      sight = sightOfSources(engine, [from], given);
      for (const one of sight.notes) note(one);
      if (sight.blind !== undefined) note(sight.blind);
      listener.onReady?.();
    },
    observers: [{ wants: (name) => portion.touched.wants(name), see: (event) => portion.touched.see(event) }],
    onMatch: (match, container) => {
      portion.alert(match, container);
      findings.see(match, container);
      alerts.see(match, listener.onAlert(alertLine(match, format)));
    },
    onContainer: (container) => directory.see(container),
    onFirst: (container, pid) => tellAccounts(feed.pipeline.state, `/proc/${pid}/root`, container),
    onMap: ({ path, time }, container) => portion.mapped(container, path, time),
    onEvent: (container, time) => portion.see(container, time),
  });
  const reader = new FrameReader(feed);

  let before = noCounters;
  let keeping: Promise<void> = Promise.resolve();
  const about = (id: string): Omit<TouchingContainer, 'id'> => {
    const { name, image, imageId, imageDigest } = directory.about(id) ?? {};
    const told = defined({ name, image, imageId, imageDigest });
    const isUnknown = imageId === undefined && imageDigest === undefined;
    return id === '' || !isUnknown || request.image === undefined ? told : { ...told, image: request.image };
  };
  /** Ends the portion; it is kept beside the watching, one after the other. */
  const keep = (...limits: readonly string[]): void => {
    const done = portion;
    const counters = countersBetween(before, feed.lastCounters);
    before = feed.lastCounters;
    portion = new WatchPortion();
    keeping = keeping.then(async () => {
      try {
        await directory.settle();
        const use = await keepWatch(
          done,
          { counters, rules: sight.rules, limits: [...muted, ...limits], about },
          settings,
        );
        inUse.push(...use.images.slice(0, maxInUse - inUse.length));
        for (const one of use.notes) notes.add(one);
      } catch (error) {
        const { message, why } = asSeaworthyError(error, 'E_LEDGER', 'the ledger cannot be written');
        note(`what was seen could not be kept: ${message}${why === undefined ? '' : ` (${why})`}`);
      }
    });
  };
  const keepEvery = request.keepEvery ?? quarterOfAnHour;
  let toldLost = 0;
  let incomplete: SeaworthyError | undefined;
  try {
    const chunks = watchSensor({
      program: request.sensor,
      events: neededEvents(written.rules),
      // Reading the events and writing the ledger would make events without end.
      skip: [process.pid],
      ...{ muteCgroups, mutePaths },
      signal: stop,
      ...defined({ silence: request.silence }),
    });
    for await (const chunk of chunks) {
      reader.push(chunk);
      await alerts.settle(taking);
      const lost = lostInAll(feed.lastCounters);
      if (lost > 0 && lost >= toldLost * 2) {
        listener.onLost?.(lost);
        toldLost = lost;
      }
      if (portion.covers(keepEvery)) keep();
    }
  } catch (error) {
    // An interruption at the keyboard goes to the sensor too, which may have ended in order before we hear of it.
    if (reader.ended && !stop.aborted) await setTimeout(patience);
    const isInterruption = error instanceof SeaworthyError && error.code === 'E_INTERRUPTED';
    const isEnding = stop.aborted && (reader.ended || isInterruption);
    if (!isEnding && (!reader.started || !isOfSensor(error))) {
      keep(`it was not seen to its end: ${whatAndWhy(error)}`);
      await keeping;
      throw error;
    }
    if (!isEnding && isOfSensor(error)) {
      incomplete = error;
      alerts.besides(listener.onAlert(internalAlert(whatAndWhy(error), settings.clock.now())));
    }
  }
  await alerts.settle(taking);
  if (incomplete === undefined && reader.started && !reader.ended)
    incomplete = new SeaworthyError('E_TRUNCATED', 'the sensor did not come to its end, so what it lost is not known');
  const summary = sensorSummary(feed, alerts, incomplete);
  const gaps = [...gapsOf(summary, sight.blind), ...(taking.isOver ? [untaken] : [])];
  keep(...gapsOf({ ...summary, lost: new Map() }).map(({ message }) => message));
  await keeping;
  directory.stop();
  const unknown = request.image === undefined ? notesOf(directory) : [];
  const found = { machine: hostname(), where: 'sensor', findings, alerts: summary.alerts, sight, warnings, gaps };
  return {
    summary,
    inUse,
    notes: [...notes, ...unknown, ...unreadBefore(feed)],
    gaps,
    report: runReport(found, settings),
  };
}

/** Whoever reads alerts stood still when the watch was to end. */
const untaken: Gap = { code: 'E_INCOMPLETE', message: 'nobody took the last alerts: they were not printed' };

/** What was not watched because somebody wished it so, one sentence each. */
function mutedSentences(cgroups: readonly string[], paths: readonly string[]): readonly string[] {
  return [
    ...(cgroups.length === 0 ? [] : [`not watched, as it was asked for: what runs in ${someOf(cgroups, mostIds)}`]),
    ...(paths.length === 0 ? [] : [`not watched, as it was asked for: what is opened in ${someOf(paths, mostIds)}`]),
  ];
}

/** Notes what a container is; of more than that many the one that was noted first goes. */
function remember(containers: SystemState['containers'], info: ContainerInfo): void {
  containers.delete(info.id);
  containers.set(info.id, info);
  if (containers.size <= mostContainers) return;
  for (const oldest of containers.keys()) {
    containers.delete(oldest);
    return;
  }
}

/** What ends a watch that has begun, and leaves what came before standing. */
const isOfSensor = (error: unknown): error is SeaworthyError =>
  error instanceof SeaworthyError && (error.code === 'E_SENSOR' || error.code === 'E_FORMAT');

/** One sentence about what was there before the watch, where the sensor could not read all of it: rules know less of those processes. */
function unreadBefore({ snapshot }: SensorFeed): readonly string[] {
  if (snapshot === undefined || snapshot.unread === 0) return [];
  const some = count(snapshot.unread, 'process', 'processes');
  return [
    `${some} that ran before the watch (or lists of them) could not be read whole: rules know less of what was there`,
  ];
}

/** One sentence about the containers whose image nobody told, where there are any. */
function notesOf({ unknown }: ContainerDirectory): readonly string[] {
  if (unknown.length === 0) return [];
  const failure = unknown.find((one) => one.failure !== undefined)?.failure;
  const why = failure === undefined ? 'no engine that we can ask knows them' : failure.message;
  const ids = unknown.map(({ id }) => id.slice(0, 12));
  return [`the image of ${someOf(ids, mostIds)} is not known (${why}): name it with --image`];
}
