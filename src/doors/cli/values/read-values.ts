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

/** The settings of a command that knows `flags`, from the command line, the environment and the files, in this order. */
export async function readValues(flags: readonly Flag[], commandLine: ValueLayer, host: Host): Promise<Values> {
  const environment = environmentLayer(host.env);
  const chosen = resolve([config], [commandLine, environment]).value(config);
  return resolve(flags, [commandLine, environment, ...(await fileLayers(chosen, host))]);
}

async function fileLayers(chosen: string | undefined, host: Host): Promise<readonly ValueLayer[]> {
  if (chosen === 'off') return [];
  if (chosen !== undefined) {
    // Named by the user, so it may say what the user may say.
    const layer = await fileLayer(path.resolve(host.workingFolder, chosen), chosen, 'user file');
    if (layer) return [layer];
    throw new SeaworthyError('E_USAGE', 'there is no such configuration file', { where: chosen });
  }
  const own = userConfigFile(host);
  const user = await fileLayer(own, own, 'user file');
  const project = await fileLayer(path.join(host.workingFolder, 'seaworthy.yaml'), 'seaworthy.yaml', 'project file');
  const layers = user === undefined ? [] : [user];
  if (project === undefined) return layers;
  checkProjectFile(project, layers, host.workingFolder);
  return [project, ...layers];
}

async function fileLayer(file: string, name: string, kind: OriginKind): Promise<ValueLayer | undefined> {
  const text = readBounded(file, maxConfigBytes);
  if (text === undefined) return undefined;
  const { configLayer } = await import('./config-file.ts');
  return configLayer(text, name, kind);
}
