import { isAbsolute, join } from 'node:path';
import { type Digest, defined, isDigest, printable, SeaworthyError } from '../../../../core/index.ts';
import { unixGrpc, unixGrpcStream } from '../../../net/index.ts';
import {
  type AskOptions,
  type Engine,
  type EnginePlace,
  type EngineWorld,
  refusedPlace,
  type StoredImage,
} from '../engine.ts';
import { checkedName, wholeName } from '../name.ts';
import { mayBeThere } from '../sockets.ts';
import { about, methods, nothing, readChunk, readNamespaces, readSize, readTarget } from './messages.ts';

/** Bytes of one message; containerd sends blobs in pieces of 1 MiB, and takes no message beyond 16. */
const maxMessage = 16 * 1024 * 1024;
/** Namespaces that are looked into for a name that another one does not have. */
const mostNamespaces = 20;

/** That of the system, and that of k3s, which brings its own. */
const usual = ({ runFolder }: EngineWorld): readonly string[] =>
  ['containerd/containerd.sock', 'k3s/containerd/containerd.sock'].map((path) => join(runFolder, path));

function places(world: EngineWorld): readonly EnginePlace[] {
  const namespace = world.containerdNamespace ?? world.env.CONTAINERD_NAMESPACE ?? 'default';
  const address = world.env.CONTAINERD_ADDRESS?.trim().replace(/^unix:\/\//, '');
  const by = 'CONTAINERD_ADDRESS';
  // containerd, "Namespaces": letters, digits, and single marks between them.
  if (!/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(namespace) || namespace.length > 76)
    return [
      refusedPlace(
        'containerd',
        undefined,
        new SeaworthyError('E_USAGE', 'not the name of a namespace of containerd', {
          where: printable(namespace.slice(0, 100)),
        }),
      ),
    ];
  if (!address)
    return usual(world)
      .filter(mayBeThere)
      .map((path) => place(path, namespace));
  if (isAbsolute(address)) return [{ ...place(address, namespace), by }];
  const why = new SeaworthyError('E_USAGE', 'the address of containerd is not one that is opened here', {
    where: `${by}=${printable(address.slice(0, 200))}`,
    next: 'Write the path of its socket: /run/containerd/containerd.sock.',
  });
  return [refusedPlace(by, by, why)];
}

function place(socket: string, namespace: string): EnginePlace {
  const shown = printable(`unix://${socket.slice(0, 200)}`);
  const where = `${shown}, namespace ${namespace}`;
  const call = (method: string, message: Uint8Array, options: AskOptions, within: string) =>
    unixGrpc(socket, method, message, {
      ...options,
      maxBytes: maxMessage,
      headers: { 'containerd-namespace': within },
    });
  const target = async (
    name: string,
    options: AskOptions,
    within: string,
  ): Promise<StoredImage['target'] | undefined> => {
    for (const one of new Set([name, wholeName(name)])) {
      const told = await call(methods.image, about(one), options, within);
      if (told === undefined) continue;
      const found = readTarget(told);
      if (found === undefined)
        throw new SeaworthyError('E_NETWORK', `${shown} tells no digest of the image`, { where });
      return found;
    }
    return undefined;
  };
  return {
    where,
    find: async (name, options) => {
      const held = blobs(options);
      const found = await target(checkedName(name), options, namespace);
      if (found !== undefined) return { form: 'stored', target: found, ...held };
      // Of an image that is there under its name, also what its index lists.
      const at = name.lastIndexOf('@');
      const digest = name.slice(at + 1);
      if (at <= 0 || !isDigest(digest) || (await target(name.slice(0, at), options, namespace)) === undefined)
        return undefined;
      const size = await held.size(digest);
      return size === undefined ? undefined : { form: 'stored', target: { mediaType: '', digest, size }, ...held };
    },
    elsewhere: async (name, options) => {
      const told = await call(methods.namespaces, nothing, options, namespace);
      const others = readNamespaces(told ?? nothing)
        .filter((one) => one !== namespace)
        .slice(0, mostNamespaces);
      for (const other of others)
        if ((await target(checkedName(name), options, other)) !== undefined)
          return `the namespace ${printable(other.slice(0, 100))} has it: --containerd-namespace ${printable(other.slice(0, 100))}`;
      return undefined;
    },
  };

  function blobs(options: AskOptions): Pick<StoredImage, 'size' | 'read'> {
    return {
      size: async (digest) => {
        const told = await call(methods.info, about(digest), options, namespace);
        if (told === undefined) return undefined;
        const size = readSize(told, digest);
        if (size === undefined) throw new SeaworthyError('E_NETWORK', `${shown} tells no size of ${digest}`);
        return size;
      },
      read: (digest, signal) => read(digest, { ...options, ...defined({ signal: signal ?? options.signal }) }),
    };
  }

  async function* read(digest: Digest, options: AskOptions): AsyncGenerator<Uint8Array> {
    let at = 0;
    const messages = unixGrpcStream(socket, methods.read, about(digest), {
      ...options,
      maxBytes: maxMessage,
      headers: { 'containerd-namespace': namespace },
    });
    for await (const message of messages) {
      const part = readChunk(message);
      if (part === undefined || part.offset !== at)
        throw new SeaworthyError('E_NETWORK', `${shown} sends a blob out of order`, { where: digest });
      at += part.data.length;
      if (part.data.length > 0) yield part.data;
    }
  }
}

/** containerd, by itself or under Kubernetes and nerdctl: its content store keeps what a registry keeps. */
export const containerd: Engine = {
  id: 'containerd',
  title: 'containerd',
  pull: (name) => `ctr images pull ${name}`,
  places,
  usual,
};
