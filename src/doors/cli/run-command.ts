import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { general } from './catalogue/index.ts';
import type { Context } from './command.ts';
import type { Host } from './host.ts';
import { wantsColor } from './output/color.ts';
import { Log } from './output/log.ts';
import { parseCommandLine } from './parse/parse-command-line.ts';
import { showProgress } from './progress/show-progress.ts';
import { makeSettings } from './settings/make-settings.ts';
import { unknownVariables } from './values/environment-layer.ts';
import { readValues } from './values/read-values.ts';
import type { Values } from './values/values.ts';

/** Parses, reads the settings, runs the command and gives the exit code. Whatever goes wrong ends in one line on standard error. */
export async function runCommand(words: readonly string[], host: Host): Promise<number> {
  let log = new Log(host.err, earlyOptions(words, host));
  let endProgress = (): void => {};
  try {
    const { command, words: rest, flags, layer } = parseCommandLine(words, host.workingFolder);
    const values = await readValues(flags, layer, host);
    log = new Log(host.err, logOptions(values, host));
    for (const message of unknownVariables(host.env)) log.warn(message);
    const view = showProgress(host.err, log);
    endProgress = view.end;
    const context: Context = {
      words: rest,
      values,
      host,
      log,
      settings: makeSettings(values, host, view.show),
      color: wantsColor(values.value(general.color), host.env, host.out),
      endProgress,
    };
    return await command.run(context);
  } catch (thrown) {
    endProgress();
    const error = asOurs(thrown, host.signal);
    log.error(error);
    return error.exitCode;
  } finally {
    endProgress();
    await log.flush();
  }
}

/** The error to show. After an interruption whatever was thrown is its consequence; anything that is not ours is a defect of ours. */
function asOurs(thrown: unknown, signal: AbortSignal): SeaworthyError {
  if (signal.aborted) return new SeaworthyError('E_INTERRUPTED', 'interrupted', { cause: thrown });
  return asSeaworthyError(thrown, 'E_INTERNAL', 'an error that should not happen');
}

function logOptions(values: Values, host: Host): Log['options'] {
  return {
    format: values.value(general.logFormat) ?? 'text',
    quiet: values.on(general.quiet),
    verbose: values.on(general.verbose),
    debug: values.on(general.debug),
    color: wantsColor(values.value(general.color), host.env, host.err),
  };
}

/** Until the command line is understood, as good a guess as can be had. */
function earlyOptions(words: readonly string[], host: Host): Log['options'] {
  return {
    format: words.includes('--log-format=json') ? 'json' : 'text',
    quiet: false,
    verbose: false,
    debug: words.includes('--debug'),
    color: wantsColor('auto', host.env, host.err),
  };
}
