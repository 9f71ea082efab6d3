import { type Digest, defined, isDigest, printable, SeaworthyError } from '../../../core/index.ts';
import type { UnixHttpOptions, UnixHttpResponse } from '../../../foundations/net/index.ts';
import type { CgroupContainer, ContainerEngine } from './container-of-cgroup.ts';

/** `unixHttpGet` of the net room, or a stand-in. */
export type AskSocket = (socket: string, path: string, options: UnixHttpOptions) => Promise<UnixHttpResponse>;

export interface EngineSocket {
  readonly path: string;
  readonly engines: readonly ContainerEngine[];
}

/** Where engines with the Docker Engine API listen. Podman answers in the same words. */
export const defaultSockets: readonly EngineSocket[] = [
  { path: '/var/run/docker.sock', engines: ['docker', 'unknown'] },
  { path: '/run/podman/podman.sock', engines: ['podman', 'unknown'] },
];

/** The image that a container was made of. */
export interface ContainerImage {
  /** Name of the container, without a slash. */
  readonly container?: string;
  /** As it was asked for, `nginx:1.27`. */
  readonly name?: string;
  /** Digest of the image's configuration: what engines call its id. */
  readonly config: Digest;
  /** Digests of the manifest or index it was pulled by, most certain first; none for an image that was built or loaded here. */
  readonly manifests: readonly Digest[];
}

const options = { timeout: 5_000, maxBytes: 4 * 1024 * 1024 };
/** Ids and names as engines allow them, so that nothing else gets into a path. */
const safeId = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const maxManifests = 100;

type Json = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? printable(value.slice(0, 500)) : undefined;

async function getJson(ask: AskSocket, socket: string, path: string, signal?: AbortSignal): Promise<Json | undefined> {
  const answer = await ask(socket, path, { ...options, ...defined({ signal }) });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200)
    throw new SeaworthyError('E_NETWORK', 'the container engine refuses', {
      where: socket,
      why: `status ${answer.status}`,
    });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(answer.body).toString('utf8'));
  } catch {
    value = undefined;
  }
  if (!isObject(value))
    throw new SeaworthyError('E_FORMAT', 'the container engine does not answer in JSON', { where: socket });
  return value;
}

function manifestsOf(container: Json, image: Json | undefined): readonly Digest[] {
  const found = new Set<Digest>();
  const add = (value: unknown): void => {
    if (typeof value === 'string' && isDigest(value) && found.size < maxManifests) found.add(value);
  };
  // Engines since API 1.48 tell the manifest that the container runs.
  if (isObject(container.ImageManifestDescriptor)) add(container.ImageManifestDescriptor.digest);
  const repository = Array.isArray(image?.RepoDigests) ? image.RepoDigests : [];
  for (const entry of repository) if (typeof entry === 'string') add(entry.slice(entry.lastIndexOf('@') + 1));
  return [...found];
}

/**
 * The image of a container, from the engine's socket (Docker Engine API, `GET /containers/ID/json` and `/images/ID/json`); `undefined` when no engine knows the
 * container. Throws what `ask` throws when no engine that could know it answers, `E_FORMAT` for an answer that is none.
 */
export async function imageOfContainer(
  container: Pick<CgroupContainer, 'id' | 'engine'>,
  ask: AskSocket,
  sockets: readonly EngineSocket[] = defaultSockets,
  signal?: AbortSignal,
): Promise<ContainerImage | undefined> {
  if (!safeId.test(container.id)) return undefined;
  let failure: unknown;
  let answered = false;
  for (const { path, engines } of sockets) {
    if (container.engine !== 'unknown' && !engines.includes(container.engine)) continue;
    try {
      const found = await getJson(ask, path, `/containers/${container.id}/json`, signal);
      if (found === undefined) {
        answered = true;
        continue;
      }
      const told = found.Image;
      // Podman writes it without the algorithm.
      const config = typeof told === 'string' && /^[0-9a-f]{64}$/.test(told) ? `sha256:${told}` : told;
      if (typeof config !== 'string' || !isDigest(config))
        throw new SeaworthyError('E_FORMAT', 'the container engine names no image', { where: path });
      const image = await getJson(ask, path, `/images/${config}/json`, signal);
      const name = isObject(found.Config) ? text(found.Config.Image) : undefined;
      const called = text(found.Name)?.replace(/^\//, '');
      return {
        ...defined({ container: called, name }),
        config,
        manifests: manifestsOf(found, image),
      };
    } catch (error) {
      if (signal?.aborted === true) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined && !answered) throw failure;
  return undefined;
}
