import { isAbsolute, join } from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import { type Engine, type EnginePlace, type EngineWorld, refusedPlace } from '../engine.ts';
import { httpPlace } from '../engine-http.ts';
import { hostAddress } from '../host.ts';
import { mayBeThere } from '../sockets.ts';
import { namedContext } from './contexts.ts';
import { tlsFiles } from './tls-files.ts';

const api = { prefix: '', query: '' } as const;
const save = 'docker save';

/** The usual sockets: that of the system, and the one that a daemon without root has (Docker, "Rootless mode"). */
function usual({ env: { XDG_RUNTIME_DIR: runtime }, runFolder }: EngineWorld): readonly string[] {
  const ofUser = runtime !== undefined && isAbsolute(runtime) ? [join(runtime, 'docker.sock')] : [];
  return [join(runFolder, 'docker.sock'), ...ofUser];
}

/** `DOCKER_HOST`, else the context in use (`DOCKER_CONTEXT`, else that of `docker context use`), else the usual sockets: as Docker's own command finds it. */
function places(world: EngineWorld): readonly EnginePlace[] {
  const { env } = world;
  const host = env.DOCKER_HOST?.trim();
  if (host) return [named(host, 'DOCKER_HOST', () => tlsFiles(world))];
  try {
    const context = namedContext(world);
    if (context !== undefined) return [named(context.host, `context ${context.name}`, () => context.tls())];
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return [refusedPlace('a context of Docker', undefined, error)];
  }
  return usual(world)
    .filter(mayBeThere)
    .map((socketPath) => httpPlace({ ...api, address: { socketPath } }));

  function named(text: string, by: string, tls: () => ReturnType<typeof tlsFiles>): EnginePlace {
    try {
      const isPort = text.startsWith('tcp:');
      return httpPlace({ ...api, by, address: hostAddress(text, by, isPort ? tls() : undefined, world, save) });
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      return refusedPlace(by, by, error);
    }
  }
}

/** Docker Engine. */
export const docker: Engine = {
  id: 'docker',
  title: 'Docker',
  pull: (name) => `docker pull ${name}`,
  places,
  usual,
};
