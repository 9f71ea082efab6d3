import { defined, printable, SeaworthyError } from '../../../core/index.ts';
import { findProgram, runProgram } from '../../../foundations/net/index.ts';
import { maxRenderedBytes } from '../../../phases/1-build/checks/index.ts';
import { pathOutside } from '../../program-path.ts';
import type { Settings } from '../../settings.ts';

/** Milliseconds that one chart or overlay may take. */
const timeout = 30_000;
/** KiB of memory that the program may ask for: a template can repeat a letter as often as it likes. */
const maxMemory = 4 * 1024 * 1024;
/** A shell that sets that bound and becomes the program; where the system has no such bound, the program runs without. */
const bounded = ['-c', `ulimit -v ${maxMemory} 2>/dev/null; exec "$0" "$@"`];
const shell = '/bin/sh';
/** A folder that is not there: neither plug-ins nor settings nor clusters of whoever runs it have a part in the result. */
const nowhere = '/nonexistent';
/** No search path, so that it starts no program of its own (git); a proxy that is not there, so that nothing is fetched. */
const environment = {
  PATH: nowhere,
  HOME: nowhere,
  XDG_CONFIG_HOME: nowhere,
  XDG_CACHE_HOME: nowhere,
  XDG_DATA_HOME: nowhere,
  HELM_CONFIG_HOME: nowhere,
  HELM_CACHE_HOME: nowhere,
  HELM_DATA_HOME: nowhere,
  HELM_PLUGINS: nowhere,
  HELM_NO_PLUGINS: '1',
  KUBECONFIG: nowhere,
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '',
};

/** The first of the programs that is on the path, outside of the folder. */
export async function firstProgram(
  names: readonly string[],
  folder: string,
  settings: Pick<Settings, 'programPath'>,
): Promise<string | undefined> {
  const searchPath = pathOutside(folder, settings);
  for (const name of names) if ((await findProgram(name, searchPath)) !== undefined) return name;
  return undefined;
}

/** What the program makes of the folder, on standard output. Throws `E_INCOMPLETE` with what it says where it refuses, and what `runProgram` throws. */
export async function render(
  program: string,
  words: readonly string[],
  folder: string,
  settings: Settings,
): Promise<Uint8Array> {
  const searchPath = pathOutside(folder, settings);
  const file = (await findProgram(program, searchPath)) ?? program;
  const hasShell = (await findProgram(shell, searchPath)) !== undefined;
  const [command, args] = hasShell ? [shell, [...bounded, file, ...words, folder]] : [file, [...words, folder]];
  const { status, stdout, stderr } = await runProgram(command, args, {
    timeout,
    maxBytes: maxRenderedBytes,
    env: environment,
    searchPath,
    ...defined({ signal: settings.signal }),
  });
  if (status === 0) return stdout;
  const said = new TextDecoder()
    .decode(stderr)
    .trim()
    .replace(/^Error: /, '')
    .replaceAll(`${folder}/`, '');
  throw new SeaworthyError('E_INCOMPLETE', `${program} says: ${printable(said.replace(/\s+/g, ' ').slice(0, 300))}`);
}
