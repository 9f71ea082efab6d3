import { defined, SeaworthyError } from '../../../core/index.ts';
import type { JsonObject } from '../../../foundations/formats/index.ts';
import type { CgroupContainer } from './container-of-cgroup.ts';
import { aboutCriStatus, statusMethod, statusRequest } from './cri-status.ts';
import { aboutInspected, jsonOf } from './inspection.ts';
import type { AboutContainer, ContainerRuntime, Reach } from './runtime.ts';
import { runtimes } from './runtimes/index.ts';

const options = { timeout: 5_000, maxBytes: 4 * 1024 * 1024 };
/** Ids and names as engines allow them, so that nothing else gets into a path. */
const safeId = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/** Who may know a container: its runtime, or all where the control group does not tell which. */
const knowing = (container: Pick<CgroupContainer, 'engine'>): readonly ContainerRuntime[] =>
  runtimes.filter(({ name }) => container.engine === 'unknown' || container.engine === name);

type Named = Pick<CgroupContainer, 'id' | 'engine'>;

/** What the files of its runtime tell of a container, at once; undefined when they tell nothing. Never throws. */
export function aboutByFiles(container: Named, reach: Reach): AboutContainer | undefined {
  if (!safeId.test(container.id) || container.id.includes('..')) return undefined;
  for (const { fromFiles } of knowing(container)) {
    const found = fromFiles?.(container.id, reach);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function getJson(
  { ask }: Reach,
  socket: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<JsonObject | undefined> {
  const answer = await ask(socket, path, { ...options, ...defined({ signal }) });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200)
    throw new SeaworthyError('E_NETWORK', 'the container engine refuses', {
      where: socket,
      why: `status ${answer.status}`,
    });
  const value = jsonOf(Buffer.from(answer.body).toString('utf8'));
  if (value === undefined || Array.isArray(value))
    throw new SeaworthyError('E_FORMAT', 'the container engine does not answer in JSON', { where: socket });
  return value;
}

/** What one socket tells; undefined when it does not know the container. Throws what asking throws, and `E_FORMAT` for an answer that is none. */
type AskOne = (id: string, reach: Reach, signal: AbortSignal | undefined) => Promise<AboutContainer | undefined>;

const byDockerApi =
  (socket: string): AskOne =>
  async (id, reach, signal) => {
    const found = await getJson(reach, socket, `/containers/${id}/json`, signal);
    if (found === undefined) return undefined;
    const about = aboutInspected(found, undefined);
    if (about?.imageId === undefined)
      throw new SeaworthyError('E_FORMAT', 'the container engine names no image', { where: socket });
    return aboutInspected(found, await getJson(reach, socket, `/images/sha256:${about.imageId}/json`, signal));
  };

const byCri =
  (socket: string): AskOne =>
  async (id, { call }, signal) => {
    const told = await call(socket, statusMethod, statusRequest(id), { ...options, ...defined({ signal }) });
    if (told === undefined) return undefined;
    const about = aboutCriStatus(told);
    if (about === undefined)
      throw new SeaworthyError('E_FORMAT', 'the container runtime does not answer as one', { where: socket });
    return about;
  };

/**
 * What the socket of its engine tells of a container (Docker Engine API, CRI); undefined when no engine knows it. Throws what `ask` throws when no engine that
 * could know it answers, `E_FORMAT` for an answer that is none.
 */
export async function aboutBySocket(
  container: Named,
  reach: Reach,
  signal?: AbortSignal,
): Promise<AboutContainer | undefined> {
  if (!safeId.test(container.id)) return undefined;
  let failure: unknown;
  let answered = false;
  const asking = knowing(container).flatMap(({ sockets, criSockets }) => [
    ...sockets.map(byDockerApi),
    ...criSockets.map(byCri),
  ]);
  for (const ask of asking) {
    try {
      const found = await ask(container.id, reach, signal);
      answered = true;
      if (found !== undefined) return found;
    } catch (error) {
      if (signal?.aborted === true) throw error;
      if (error instanceof SeaworthyError && error.code === 'E_FORMAT') throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined && !answered) throw failure;
  return undefined;
}
