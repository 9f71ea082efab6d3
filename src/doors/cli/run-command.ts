import { asSeaworthyError, defined, errorCatalogue, nearest, SeaworthyError } from '../../core/index.ts';
import type { Settings } from '../../flows/index.ts';
import { general, network } from './catalogue/index.ts';
import type { Context } from './command.ts';
import { commandList } from './commands/index.ts';
import type { Flows, Host } from './host.ts';
import { wantsColor } from './output/color.ts';
import { Log } from './output/log.ts';
import { resultPlaces } from './output/write-result.ts';
import { parseCommandLine } from './parse/parse-command-line.ts';
import { showProgress } from './progress/show-progress.ts';
import { makeSettings } from './settings/make-settings.ts';
import { timeLimit } from './settings/time-limit.ts';
import { unknownVariables } from './values/environment-layer.ts';
import { readValues } from './values/read-values.ts';
import type { Values } from './values/values.ts';

/** Parses, reads the settings, runs the command and gives the exit code. Whatever goes wrong ends in one line on standard error. */
export async function runCommand(words: readonly string[], host: Host): Promise<number> {
  let log = new Log(host.err, earlyOptions(words, host));
  let endProgress = (): void => {};
  let limit = timeLimit(undefined, host.signal);
  let name: string | undefined;
  try {
    const { command, words: rest, flags, layer } = await parseCommandLine(words, host.workingFolder);
    name = command.id;
    const closed: string[] = [];
    const values = await readValues(flags, layer, host, (message) => closed.push(message));
    log = new Log(host.err, logOptions(values, host));
    for (const message of closed) log.warn(message);
    for (const message of unknownVariables(host.env)) log.warn(message);
    const view = showProgress(host.err, log);
    endProgress = view.end;
    limit = timeLimit(command.isServer ? undefined : values.value(network.timeout), host.signal);
    const { signal } = limit;
    if (values.value(network.platform) === 'all' && command.takesSeveral !== true) throw onePlatform(command.id);
    // A result that could not be written is not made.
    if (command.results !== undefined && command.reports === undefined) resultPlaces(command, values);
    const settings = {
      ...makeSettings(values, host, view.show),
      signal,
      ...(host.input.isTerminal ? {} : { input: () => host.input.chunks(signal) }),
      beforeReading: () => {
        host.useLittleMemory();
        host.compileLate();
      },
    };
    const context: Context = {
      command,
      list: commandList,
      words: rest,
      values,
      host,
      log,
      settings,
      flows: async () => checkFeedNames(await host.flows(), settings),
      color: wantsColor(values.value(general.color), host.env, host.out),
      endProgress,
    };
    return await command.run(context);
  } catch (thrown) {
    endProgress();
    const error = withHelpOf(name, asOurs(thrown, host.signal, limit.signal));
    log.error(error);
    return error.exitCode;
  } finally {
    limit.end();
    endProgress();
    await log.flush();
  }
}

function onePlatform(id: string): SeaworthyError {
  return new SeaworthyError('E_USAGE', `${id} takes one platform, not all`, {
    next: 'Name it: --platform linux/arm64. `scan` and `sbom` take all.',
  });
}

/** A feed that is misspelled would be asked at its own address after all, which may be just what is not wanted. */
async function checkFeedNames(flows: Flows, settings: Settings): Promise<Flows> {
  const given = Object.keys(settings.feeds);
  if (given.length === 0) return flows;
  const known = (await flows.enabledFeeds({ ...settings, feeds: {} })).map(({ setting }) => setting);
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return flows;
  const similar = nearest(unknown, known);
  throw new SeaworthyError('E_USAGE', `there is no feed ${JSON.stringify(unknown.slice(0, 100))}`, {
    next: `${similar === undefined ? '' : `Did you mean ${similar}? `}The feeds are ${known.join(', ')}.`,
  });
}

/** The error to show. After an interruption, or when the time is over, whatever was thrown is its consequence; anything that is not ours is a defect. */
function asOurs(thrown: unknown, interrupted: AbortSignal, over: AbortSignal): SeaworthyError {
  if (interrupted.aborted) return new SeaworthyError('E_INTERRUPTED', 'interrupted', { cause: thrown });
  if (over.aborted && over.reason instanceof SeaworthyError) return over.reason;
  // A reader that has gone away is no failure, but a full disk is.
  if (thrown instanceof Error && 'syscall' in thrown && thrown.syscall === 'write') {
    return asSeaworthyError(thrown, 'E_WRITE', 'standard output cannot be written');
  }
  return asSeaworthyError(thrown, 'E_INTERNAL', 'an error that should not happen');
}

/** The hint of an error that has none of its own names the command that was given, so that it works as it is printed. */
function withHelpOf(name: string | undefined, error: SeaworthyError): SeaworthyError {
  const { code, message, where, why, next, blame, cause } = error;
  if (name === undefined || code !== 'E_USAGE' || next !== errorCatalogue.E_USAGE.next) return error;
  return new SeaworthyError(code, message, {
    next: next.replace('COMMAND', name),
    ...defined({ where, why, blame }),
    cause: cause ?? error,
  });
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
