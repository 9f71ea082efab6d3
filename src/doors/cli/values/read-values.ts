import { lstatSync } from 'node:fs';
import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { Flag } from '../catalogue/flag.ts';
import { config } from '../catalogue/general-flags.ts';
import type { Host } from '../host.ts';
import { readBounded } from '../read-bounded.ts';
import { userConfigFile } from '../settings/directories.ts';
import { environmentLayer } from './environment-layer.ts';
import { checkProjectFile } from './project-file.ts';
import { resolve } from './resolve.ts';
import type { OriginKind, ValueLayer, Values } from './values.ts';

/** Bytes of a configuration file. */
const maxConfigBytes = 1024 * 1024;

/**
 * The settings of a command that knows `flags`, from the command line, the environment and the files, in this order. `warn` is told of the user's own file
 * where nobody can say whether there is one.
 */
export async function readValues(
  flags: readonly Flag[],
  commandLine: ValueLayer,
  host: Host,
  warn: (message: string) => void,
): Promise<Values> {
  const environment = environmentLayer(host.env);
  const chosen = resolve([config], [commandLine, environment]).value(config);
  return resolve(flags, [commandLine, environment, ...(await fileLayers(chosen, host, warn))]);
}

async function fileLayers(
  chosen: string | undefined,
  host: Host,
  warn: (message: string) => void,
): Promise<readonly ValueLayer[]> {
  if (chosen === 'off') return [];
  if (chosen !== undefined) {
    // Named by the user, so it may say what the user may say.
    const layer = await fileLayer(path.resolve(host.workingFolder, chosen), chosen, 'user file');
    if (layer) return [layer];
    throw new SeaworthyError('E_USAGE', 'there is no such configuration file', { where: chosen });
  }
  const own = userConfigFile(host);
  const isClosed = isOutOfReach(own);
  if (isClosed)
    warn(
      `your configuration file cannot be looked for (${own}: permission denied): set HOME or XDG_CONFIG_HOME to a folder of yours`,
    );
  const user = isClosed ? undefined : await fileLayer(own, own, 'user file');
  const project = await fileLayer(path.join(host.workingFolder, 'seaworthy.yaml'), 'seaworthy.yaml', 'project file');
  const layers = user === undefined ? [] : [user];
  if (project === undefined) return layers;
  checkProjectFile(project, layers, host.workingFolder);
  return [project, ...layers];
}

/**
 * Whether the way to a file is barred: a container that runs as somebody with the home of root, say. A file that is there and cannot be read is another
 * matter, and an error: what it says would be passed over.
 */
function isOutOfReach(file: string): boolean {
  try {
    lstatSync(file);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES';
  }
}

async function fileLayer(file: string, name: string, kind: OriginKind): Promise<ValueLayer | undefined> {
  const text = readBounded(file, maxConfigBytes);
  if (text === undefined) return undefined;
  const { configLayer } = await import('./config-file.ts');
  return configLayer(text, name, kind);
}
