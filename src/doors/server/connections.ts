import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** Connections that are still to speak TLS, besides those that do. */
const handshaking = 256;

/**
 * Who is connected to a server: so many at most, one request at a time each. Where somebody new comes and all places are taken, the connection that has been
 * idle longest makes place: opening many keeps nobody out.
 */
export class Connections {
  /** Those without a request, the one that has been so longest first. */
  readonly #idle = new Set<Socket>();
  readonly #busy = new Set<Socket>();
  readonly #most: number;

  constructor(server: Server, most: number) {
    this.#most = most;
    server.maxConnections = most + handshaking;
    server.on('secureConnection', (socket) => this.#came(socket));
  }

  get count(): number {
    return this.#idle.size + this.#busy.size;
  }

  /** Takes note of a request until its answer is over. False when its connection has another one in the works: who sends on without waiting is refused. */
  begin(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    if (this.#busy.has(socket)) return false;
    this.#idle.delete(socket);
    this.#busy.add(socket);
    response.once('close', () => {
      if (this.#busy.delete(socket) && !socket.destroyed) this.#idle.add(socket);
    });
    return true;
  }

  #came(socket: Socket): void {
    this.#idle.add(socket);
    socket.once('close', () => {
      this.#idle.delete(socket);
      this.#busy.delete(socket);
    });
    if (this.count <= this.#most) return;
    const [oldest] = this.#idle;
    oldest?.destroy();
  }
}
