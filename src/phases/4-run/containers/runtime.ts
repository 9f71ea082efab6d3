import type { UnixHttpOptions, UnixHttpResponse } from '../../../foundations/net/index.ts';
import type { ContainerInfo } from '../state/container-info.ts';

/** Runtimes that are told by the names they give to control groups; `unknown` where the name does not tell. */
export type RuntimeName = 'docker' | 'containerd' | 'cri-o' | 'podman' | 'lxc' | 'systemd-nspawn' | 'unknown';

/** `unixHttpGet` of the net room, or a stand-in. */
export type AskSocket = (socket: string, path: string, options: UnixHttpOptions) => Promise<UnixHttpResponse>;

/** `unixGrpc` of the net room, or a stand-in. */
export type CallSocket = (
  socket: string,
  method: string,
  message: Uint8Array,
  options: UnixHttpOptions,
) => Promise<Uint8Array | undefined>;

/** What may be reached to learn about containers. */
export interface Reach {
  /** The text of a file of this machine, at most as many bytes; undefined when it is not there, not to be read, or longer. Never throws. */
  readonly read: (path: string, maxBytes: number) => string | undefined;
  /** Asks a program that answers HTTP on a unix socket. Throws when it does not. */
  readonly ask: AskSocket;
  /** Asks one that answers gRPC. Throws when it does not; undefined when it knows nothing of what was asked for. */
  readonly call: CallSocket;
}

/** What is known of a container besides its id. */
export type AboutContainer = Omit<ContainerInfo, 'id' | 'fullId'>;

/** A container runtime: how its control groups look, and who tells of its containers. One more is one more file in `runtimes/` and a line in its list. */
export interface ContainerRuntime {
  readonly name: RuntimeName;
  /** What stands before the id (64 hexadecimal digits) in the name of a scope or folder. */
  readonly prefixes: readonly string[];
  /** Folders that stand right above a bare id. */
  readonly parents: readonly string[];
  /** Names of containers that are no ids: each pattern is of a whole path's beginning, with the name as its first group. */
  readonly named: readonly RegExp[];
  /** Reads what the runtime keeps in files; `id` is safe in a path. Never throws: what is malformed tells nothing. */
  readonly fromFiles?: (id: string, reach: Reach) => AboutContainer | undefined;
  /** Sockets that answer as the Docker Engine does. */
  readonly sockets: readonly string[];
  /** Sockets that answer as a runtime of Kubernetes does (CRI). */
  readonly criSockets: readonly string[];
}
