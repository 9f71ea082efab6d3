import { setImmediate } from 'node:timers/promises';
import { defined, printable, SeaworthyError } from '../../../../core/index.ts';
import { type ProgramEnd, type RunningProgram, startProgram } from '../../../../foundations/net/index.ts';

export interface WatchSensorOptions {
  /** Path of the program, as `make -C sensor` builds it. */
  readonly program: string;
  /** Names of the events to tell besides those that keep the state, and `map` for mapped code; everything when absent. */
  readonly events?: readonly string[];
  /** Processes not to watch: at most 3. The sensor leaves itself out; leave out whoever reads the events, too. */
  readonly skip?: readonly number[];
  /** Only processes in or below these cgroups: v2 directories, or their numbers. At most 64. */
  readonly cgroups?: readonly string[];
  /** Not processes in or below these cgroups. At most 64 with those above. */
  readonly muteCgroups?: readonly string[];
  /** Not what is opened in or below these directories. At most 64. */
  readonly mutePaths?: readonly string[];
  /** Bytes of the buffer in the kernel: a power of two. */
  readonly ringBytes?: number;
  /** Ends the watch: what was told until then still comes. */
  readonly signal: AbortSignal;
  /** Milliseconds without a word, once it has begun, after which the sensor is taken to be asleep: it says something every second. Ten seconds when absent. */
  readonly silence?: number;
  /** Milliseconds without a word after which a sensor that was asked to end is killed: it tells what is left first. Five seconds when absent. */
  readonly patience?: number;
}

const fiveSeconds = 5_000;
const maxStderrBytes = 4_096;
const tenSeconds = 10_000;
/** Milliseconds that it may take until the first word: a busy machine takes its time to check programs for the kernel. */
const silenceBefore = 120_000;
/** Exit codes of the sensor (`sensor/README.md`). */
const noSuchOption = 2;
const noRight = 3;
const noKernel = 4;

function argumentsOf(options: WatchSensorOptions): readonly string[] {
  return [
    ...(options.events === undefined ? [] : ['--events', options.events.join(',')]),
    ...(options.skip ?? []).flatMap((pid) => ['--skip-pid', String(pid)]),
    ...(options.cgroups ?? []).flatMap((cgroup) => ['--cgroup', cgroup]),
    ...(options.muteCgroups ?? []).flatMap((cgroup) => ['--mute-cgroup', cgroup]),
    ...(options.mutePaths ?? []).flatMap((path) => ['--mute-path', path]),
    ...(options.ringBytes === undefined ? [] : ['--ring-bytes', String(options.ringBytes)]),
  ];
}

/** Why the sensor ended by itself, in its own words. */
function refusal(end: ProgramEnd): SeaworthyError {
  const said = Buffer.from(end.stderr).toString('utf8').split('\n', 1)[0] ?? '';
  const why = printable(said.replace(/^seaworthy-sensor: /, '').slice(0, 500));
  const detail = defined({ why: why === '' ? undefined : why });
  if (end.status === noSuchOption)
    return new SeaworthyError('E_USAGE', 'the sensor does not take what it is asked for', detail);
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
      patience: options.patience ?? fiveSeconds,
      endsWithInput: true,
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

/** The words of a sensor, until it has been silent for too long. */
async function* awake({ stdout, abandon }: RunningProgram, silence: number): AsyncGenerator<Uint8Array> {
  let begun = false;
  let since: number | undefined = performance.now();
  const isAsleep = (): boolean => since !== undefined && performance.now() - since > (begun ? silence : silenceBefore);
  const check = async (): Promise<void> => {
    if (!isAsleep()) return;
    // We may have been busy ourselves: what lies in the pipe is read before this returns.
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    if (!isAsleep()) return;
    const seconds = (begun ? silence : silenceBefore) / 1000;
    abandon(
      new SeaworthyError('E_SENSOR', `the sensor has said nothing for ${seconds} s`, {
        why: 'it says something every second while it is awake: somebody has stopped it, or the machine gives it no time',
        next: 'Look for who stopped it, and start the watch again.',
      }),
    );
  };
  const timer = setInterval(() => void check(), silence / 4);
  try {
    for await (const chunk of stdout) {
      since = undefined;
      yield chunk;
      begun = true;
      since = performance.now();
    }
  } catch (error) {
    // A sensor that did not come to its end in time was killed: whoever reads the frames misses the last one, and says so.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs the sensor and hands out the bytes of its frames as they come. It starts with the iteration and ends, without an error, when the signal is given or
 * the iteration is left; the sensor is gone then, unless it is stopped and we may not kill it. Throws `E_SENSOR` when the sensor cannot be started, refuses,
 * ends by itself (with its own line as the reason) or falls asleep; `E_USAGE` for a group or directory that is none; `E_INTERRUPTED` when the signal was given before it ran.
 */
export async function* watchSensor(options: WatchSensorOptions): AsyncGenerator<Uint8Array, void, undefined> {
  const sensor = await start(options);
  try {
    yield* awake(sensor, options.silence ?? tenSeconds);
    const end = await sensor.ended;
    if (options.signal.aborted && (end.status === 0 || end.status === undefined)) return;
    throw refusal(end);
  } finally {
    await sensor.stop();
  }
}
