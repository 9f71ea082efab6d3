import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import { asObject, asString, field, isObject, parseJson, readFileBytes } from '../../../formats/index.ts';
import type { SocketTls } from '../../../net/index.ts';
import type { EngineWorld } from '../engine.ts';
import { mayBeThere } from '../sockets.ts';
import { tlsFolder } from './tls-files.ts';

const maxBytes = 1024 * 1024;

/** An engine that was given a name with `docker context create`. */
export interface DockerContext {
  readonly name: string;
  readonly host: string;
  /** What it is spoken to with; undefined: no TLS. */
  tls(): SocketTls | undefined;
}

function readObject(path: string): ReturnType<typeof asObject> | undefined {
  const bytes = readFileBytes(path, maxBytes);
  return bytes === undefined ? undefined : asObject(parseJson(bytes, path, { maxBytes }), path);
}

/**
 * The context in use; undefined where none is, or the one that is called `default` (docker/cli, "cli/context/store": a folder `meta/SHA-256 OF THE NAME`, and
 * `tls/…/docker` beside it). Throws `E_TARGET_NOT_FOUND` (it is not there), `E_FORMAT`, `E_READ`, `E_LIMIT`.
 */
export function namedContext({ env, home }: Pick<EngineWorld, 'env' | 'home'>): DockerContext | undefined {
  const folder = env.DOCKER_CONFIG || join(home, '.docker');
  const name = env.DOCKER_CONTEXT || inUse(join(folder, 'config.json'));
  if (name === undefined || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const path = join(folder, 'contexts/meta', id, 'meta.json');
  const meta = readObject(path);
  if (meta === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', `Docker has no context ${JSON.stringify(name.slice(0, 100))}`, {
      where: path,
      next: 'See `docker context ls`; DOCKER_CONTEXT=default takes the usual socket.',
    });
  const endpoints = field(meta, 'Endpoints');
  const endpoint = isObject(endpoints) ? field(endpoints, 'docker') : undefined;
  const host = asString(isObject(endpoint) ? field(endpoint, 'Host') : undefined, `${path}, Endpoints.docker.Host`);
  const files = join(folder, 'contexts/tls', id, 'docker');
  return { name: name.slice(0, 100), host, tls: () => (mayBeThere(files) ? tlsFolder(files) : undefined) };
}

function inUse(config: string): string | undefined {
  const current = field(readObject(config) ?? {}, 'currentContext');
  return typeof current === 'string' && current !== '' ? current : undefined;
}
