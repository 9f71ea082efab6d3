import { isAbsolute, join } from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import { type Engine, type EnginePlace, type EngineWorld, refusedPlace } from '../engine.ts';
import { httpPlace } from '../engine-http.ts';
import { hostAddress } from '../host.ts';
import { mayBeThere } from '../sockets.ts';

/** Podman's own paths: those that it has for Docker's tools read a short name as one of Docker Hub, also where an image was built here. */
const api = { prefix: '/v4.0.0/libpod', query: '?format=docker-archive' } as const;

/** The socket of this user first, then that of the system (podman-system-service(1)). */
function usual({ env: { XDG_RUNTIME_DIR: runtime }, runFolder }: EngineWorld): readonly string[] {
  const ofUser = runtime !== undefined && isAbsolute(runtime) ? [join(runtime, 'podman/podman.sock')] : [];
  return [...ofUser, join(runFolder, 'podman/podman.sock')];
}

function places(world: EngineWorld): readonly EnginePlace[] {
  const host = world.env.CONTAINER_HOST?.trim();
  if (!host)
    return [...new Set(usual(world))]
      .filter(mayBeThere)
      .map((socketPath) => httpPlace({ ...api, address: { socketPath } }));
  const by = 'CONTAINER_HOST';
  try {
    return [httpPlace({ ...api, by, address: hostAddress(host, by, undefined, world, 'podman save') })];
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return [refusedPlace(by, by, error)];
  }
}

/** Podman, through its service. */
export const podman: Engine = {
  id: 'podman',
  title: 'Podman',
  pull: (name) => `podman pull ${name}`,
  places,
  usual,
};
