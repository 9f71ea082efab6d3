import { connectionName, type FileDescriptor } from './descriptor.ts';

/** Most connections whose sides are looked at: a list is bounded by the state's own limits, this by memory for their references. */
const maxConnections = 1_000_000;

/**
 * Connections that were made before a recording began. Its lists tell this machine's end and the other one, not who called whom: a connection at a port that
 * somebody here listens on is that server's, and any other was made by its process.
 */
export class OpenBefore {
  #connections: FileDescriptor[] = [];
  readonly #listening = new Set<string>();

  note(descriptor: FileDescriptor): void {
    const { source, target } = descriptor;
    if (target === undefined) return;
    if (source === undefined) this.#listening.add(placeOf(descriptor, target.port));
    else if (this.#connections.length < maxConnections) this.#connections.push(descriptor);
  }

  /** Turns the connections of servers around, so that the end which connected stands first as it does in those that are seen being made. */
  settle(): void {
    if (this.#connections.length === 0) return;
    for (const descriptor of this.#connections) {
      const { source, target } = descriptor;
      if (source === undefined || !this.#listening.has(placeOf(descriptor, source.port))) continue;
      descriptor.source = target;
      descriptor.target = source;
      descriptor.role = 'server';
      descriptor.name = connectionName(descriptor);
    }
    this.#connections = [];
  }

  clear(): void {
    this.#connections = [];
    this.#listening.clear();
  }
}

const placeOf = ({ protocol }: FileDescriptor, port: number): string => `${protocol ?? ''}:${port}`;
