import { printable, SeaworthyError } from '../../../../core/index.ts';
import { type ProgramEnd, type RunningProgram, startProgram } from '../../../../foundations/net/index.ts';
import { type SensorEvents, type SensorState, SensorStream } from './read-frames.ts';
import type { SensorEvent, SensorEventKind } from './sensor-event.ts';

export interface WatchSensorOptions {
  /** Path of the program, as `make -C sensor` builds it. */
  readonly program: string;
  /** All when absent. */
  readonly kinds?: readonly SensorEventKind[];
  /** Processes not to watch: at most 3. The sensor leaves itself out; leave out whoever reads the events, too. */
  readonly skip?: readonly number[];
  /** Only processes in or below these cgroups: v2 directories, or their numbers. At most 64. */
  readonly cgroups?: readonly string[];
  /** Bytes of the buffer in the kernel: a power of two. */
  readonly ringBytes?: number;
  /** Ends the watch: what was told until then still comes. */
  readonly signal: AbortSignal;
  /** Called when the sensor is ready: what happens from then on is told. */
  readonly onReady?: (state: SensorState) => void;
}

/** Milliseconds that the sensor has to tell what is left once it is asked to end. */
const patience = 5_000;
const maxStderrBytes = 4_096;
/** Exit codes of the sensor (`sensor/README.md`). */
const noRight = 3;
const noKernel = 4;

function argumentsOf(options: WatchSensorOptions): readonly string[] {
  return [
    ...(options.kinds === undefined ? [] : ['--kinds', options.kinds.join(',')]),
    ...(options.skip ?? []).flatMap((pid) => ['--skip-pid', String(pid)]),
    ...(options.cgroups ?? []).flatMap((cgroup) => ['--cgroup', cgroup]),
    ...(options.ringBytes === undefined ? [] : ['--ring-bytes', String(options.ringBytes)]),
  ];
}

/** Why the sensor ended by itself, in its own words. */
function refusal(end: ProgramEnd): SeaworthyError {
  const said = Buffer.from(end.stderr).toString('utf8').split('\n', 1)[0] ?? '';
  const why = printable(said.replace(/^seaworthy-sensor: /, '').slice(0, 500));
  const detail = why === '' ? {} : { why };
  if (end.status === noRight)
    return new SeaworthyError('E_SENSOR', 'the sensor may not watch this machine', {
      ...detail,
      next: 'Run as root, or give the capabilities that sensor/README.md lists.',
    });
  if (end.status === noKernel)
    return new SeaworthyError('E_SENSOR', 'this kernel cannot be watched', {
      ...detail,
      next: 'Use a kernel with what is named; sensor/README.md lists what is needed.',
    });
  const how = end.status === undefined ? 'a signal ended the sensor' : `the sensor ended with status ${end.status}`;
  return new SeaworthyError('E_SENSOR', how, detail);
}

async function start(options: WatchSensorOptions): Promise<RunningProgram> {
  try {
    return await startProgram(options.program, argumentsOf(options), {
      env: {},
      searchPath: '',
      maxStderrBytes,
      patience,
      signal: options.signal,
    });
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    throw new SeaworthyError('E_SENSOR', 'the sensor cannot be started', {
      where: options.program,
      why: error.why ?? error.message,
      next: 'Build it with `npm run sensor`, or name where it is.',
      cause: error,
    });
  }
}

/**
 * Runs the sensor and hands out what it tells, in batches as they come; `state` says at any time what was told and lost. It starts with the iteration and
 * ends, without an error, when the signal is given or the iteration is left; the sensor is gone then. Iterate once. Throws `E_SENSOR` when the
 * sensor cannot be started, refuses or ends by itself, with its own line as the reason; `E_FORMAT` when it tells what it should not;
 * `E_INTERRUPTED` when the signal was given before it ran.
 */
export function watchSensor(options: WatchSensorOptions): SensorEvents {
  const stream = new SensorStream();
  return {
    get state() {
      return stream.state;
    },
    async *[Symbol.asyncIterator]() {
      const sensor = await start(options);
      let ready = false;
      try {
        for await (const chunk of sensor.stdout) {
          const events = stream.push(chunk);
          if (!ready && stream.state.hello !== undefined) {
            ready = true;
            options.onReady?.(stream.state);
          }
          if (events.length > 0) yield events;
        }
        const end = await sensor.ended;
        if (end.status !== 0 && !(options.signal.aborted && end.status === undefined)) throw refusal(end);
        if (!options.signal.aborted) throw refusal(end);
        if (end.status === 0 && ready) stream.finish();
      } finally {
        await sensor.stop();
      }
    },
  };
}

/** The events one by one. */
export async function* eachEvent(events: SensorEvents): AsyncGenerator<SensorEvent> {
  for await (const batch of events) yield* batch;
}
