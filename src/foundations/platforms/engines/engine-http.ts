import { defined, isDigest, printable, SeaworthyError } from '../../../core/index.ts';
import { asObject, field, optionalStrings, parseJson } from '../../formats/index.ts';
import { type HttpSocket, type SocketAnswer, showSocket, socketGet } from '../../net/index.ts';
import type { AskOptions, EnginePlace, HeldImage, SavedImage } from './engine.ts';
import { checkedName } from './name.ts';

/** Bytes of what an engine tells of one image; the largest seen are some tens of KiB. */
const maxTold = 4 * 1024 * 1024;
/** Bytes of a refusal that are read. */
const maxRefusal = 64 * 1024;
/** Milliseconds until an archive begins: engines write all of it down before they send the first byte. */
const patience = 15 * 60_000;

async function whole(answer: SocketAnswer, maxBytes: number, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > maxBytes) throw new SeaworthyError('E_LIMIT', `${shown} answers with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The `message` of a refusal; undefined where it is none of an engine. */
async function refusalOf(answer: SocketAnswer, shown: string): Promise<string | undefined> {
  try {
    const message = field(asObject(parseJson(await whole(answer, maxRefusal, shown), shown), shown), 'message');
    return typeof message === 'string' ? printable(message.slice(0, 300)) : undefined;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT') return undefined;
    throw error;
  }
}

function refused(status: number, message: string | undefined, shown: string): SeaworthyError {
  const isClosed = status === 401 || status === 403;
  return new SeaworthyError(isClosed ? 'E_AUTH' : 'E_NETWORK', `${shown} refuses (status ${status})`, {
    ...defined({ why: message }),
    next: isClosed ? 'Ask whoever runs the engine for the right to read images.' : 'Look into the log of the engine.',
  });
}

/** What an engine says of one image (Docker Engine API, "ImageInspect"; Podman leaves out the kind of the digest). Throws `E_FORMAT`, `E_LIMIT`, `E_NETWORK` (no id). */
export function readInspected(bytes: Uint8Array, shown: string): Pick<SavedImage, 'id' | 'names'> {
  const where = `${shown}, the image`;
  const image = asObject(parseJson(bytes, where, { maxBytes: maxTold }), where);
  const id = field(image, 'Id');
  const digest = typeof id === 'string' ? (id.includes(':') ? id : `sha256:${id}`) : '';
  if (!isDigest(digest)) throw new SeaworthyError('E_NETWORK', `${shown} tells no id of the image`, { where: shown });
  return {
    id: digest,
    names: [...optionalStrings(image, 'RepoTags', where), ...optionalStrings(image, 'RepoDigests', where)],
  };
}

/** How an engine that speaks Docker's API is asked. */
export interface EngineApi {
  readonly address: HttpSocket;
  readonly by?: string;
  /** What stands before `/images/`. */
  readonly prefix: string;
  /** What stands behind the path of the archive. */
  readonly query: string;
}

/** A place that speaks the API of Docker's engine (Docker Engine API, "Inspect an image", "Export an image"), or Podman's like it. */
export function httpPlace({ address, by, prefix, query }: EngineApi): EnginePlace {
  const shown = showSocket(address);
  return {
    where: shown,
    ...defined({ by }),
    find: async (name, options) => {
      const told = await inspect(`${prefix}/images/${checkedName(name)}/json`, options);
      if (told === undefined) return undefined;
      const held: HeldImage = {
        form: 'saved',
        ...told,
        // By the id: a name may move on meanwhile.
        save: () => save(`${prefix}/images/${told.id}/get${query}`, options),
      };
      return held;
    },
  };

  async function inspect(path: string, options: AskOptions): Promise<Pick<SavedImage, 'id' | 'names'> | undefined> {
    const answer = await socketGet(address, path, options);
    if (answer.status !== 200) {
      const message = await refusalOf(answer, shown);
      // Something else than an engine knows no path either.
      if (answer.status === 404 && message !== undefined) return undefined;
      throw refused(answer.status, message, shown);
    }
    return readInspected(await whole(answer, maxTold, shown), shown);
  }

  async function* save(path: string, options: AskOptions): AsyncGenerator<Uint8Array> {
    const silence = Math.max(options.timeout, patience);
    const answer = await socketGet(address, path, { ...options, timeout: silence, silence });
    if (answer.status !== 200) throw refused(answer.status, await refusalOf(answer, shown), shown);
    yield* answer.body;
  }
}
