import { printable } from '../../../core/index.ts';
import type { ByteProgress, Progress } from '../../../flows/index.ts';
import type { Stream } from '../host.ts';
import type { Log } from '../output/log.ts';

/** Says what is going on while somebody waits. */
export interface ProgressView {
  show(progress: Progress): void;
  /** Takes it off the screen. */
  end(): void;
}

const describe = ({ activity, done, total, bytes, coming }: Progress): string => {
  const told = printable(activity);
  if (done === undefined || total === undefined) return told;
  // Of one thing that comes, what has come of it says more than how many came before.
  if (coming !== undefined)
    return `${told} (${total > 1 ? `${done + 1} of ${total}, ` : ''}${bytesOf(coming)}${shareOf(coming.done, coming.total)})`;
  return `${told} (${done} of ${total}${shareOf(done, total)}${bytes === undefined || bytes.done === 0 ? '' : `, ${bytesOf(bytes)}`})`;
};

const shareOf = (done: number, total: number | undefined): string =>
  total === undefined || total === 0 ? '' : `, ${Math.floor((100 * Math.min(done, total)) / total)} %`;

const bytesOf = ({ done, total }: ByteProgress): string =>
  `${mebibytes(done)}${total === undefined ? '' : ` of ${mebibytes(total)}`} MiB`;

/** Milliseconds since the program began. `performance` is a module that would be loaded, and is not otherwise. */
const now = (): number => process.uptime() * 1_000;

const mebibytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);

/**
 * On a terminal one line that changes; elsewhere a line for a phase that takes longer than five seconds, so that a log shows where the time goes
 * and a short run says nothing. With `--verbose` a line for every phase.
 */
export function showProgress(stream: Stream, log: Log): ProgressView {
  if (log.options.quiet) return { show: () => {}, end: () => {} };
  if (log.options.verbose) return lines(log);
  return stream.isTerminal && log.options.format === 'text' ? movingLine(stream) : slowPhases(log, 5_000);
}

/** One line, rewritten at most ten times a second; what came in between is shown when that is over, so that what stands there is never old. */
function movingLine(stream: Stream): ProgressView {
  const every = 100;
  let shown = false;
  let last = 0;
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    timer = undefined;
    if (latest === undefined) return;
    last = now();
    shown = true;
    stream.write(`\r\u001b[K${describe(latest).slice(0, stream.columns - 1)}`);
  };
  return {
    show(progress) {
      latest = progress;
      const wait = shown ? last + every - now() : 0;
      if (wait <= 0) {
        clearTimeout(timer);
        write();
      } else timer ??= setTimeout(write, wait).unref();
    },
    end() {
      clearTimeout(timer);
      timer = undefined;
      latest = undefined;
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}

/** A line for each phase that lasts. */
export function slowPhases(log: Log, after: number): ProgressView {
  let current: Progress | undefined;
  let began = 0;
  let told = false;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    if (current === undefined || told || now() - began < after) return;
    told = true;
    log.note(`${describe(current)} …`);
  };
  return {
    show(progress) {
      if (progress.activity !== current?.activity) {
        tell();
        began = now();
        told = false;
        clearTimeout(timer);
        timer = setTimeout(tell, after).unref();
      }
      current = progress;
      tell();
    },
    end() {
      clearTimeout(timer);
      current = undefined;
    },
  };
}

/** A line for every phase, with the time since the start. */
function lines(log: Log): ProgressView {
  const start = now();
  let activity = '';
  return {
    show(progress) {
      if (progress.activity === activity) return;
      activity = progress.activity;
      log.detail(`${((now() - start) / 1000).toFixed(2)} s  ${describe(progress)}`);
    },
    end() {
      log.detail(`${((now() - start) / 1000).toFixed(2)} s  done`);
    },
  };
}
