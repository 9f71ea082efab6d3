import type { RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import { asSeaworthyError, errorLine } from '../../core/index.ts';
import { cannotListen } from './cannot-listen.ts';

/** A certificate with what is above it, and its key, both PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** TLS, headers and bodies that do not come, and connections that say nothing, in milliseconds. */
const headersWithin = 10_000;
const idleFor = 120_000;
/** For the answer to what is no request to be sent. */
const refusalWithin = 1_000;

/** How the files are handed to TLS. Throws `E_KEY` for a certificate or key that cannot be read or that do not belong together. */
function secureOptions({ certificate: cert, key }: TlsFiles): Pick<ServerOptions, 'cert' | 'key' | 'minVersion'> {
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw asSeaworthyError(error, 'E_KEY', 'the certificate and its key cannot be used');
  }
  return { cert, key, minVersion: 'TLSv1.2' };
}

/** A server over HTTPS that waits for nobody: `requestWithin` is for a whole request to come, in milliseconds. Throws `E_KEY` as `secureOptions` does. */
export function httpsServer(files: TlsFiles, requestWithin: number, serve: RequestListener): Server {
  const bounds = {
    maxHeaderSize: 16 * 1024,
    handshakeTimeout: headersWithin,
    headersTimeout: headersWithin,
    requestTimeout: requestWithin,
    keepAliveTimeout: idleFor,
    // What does not come is looked for so often.
    connectionsCheckingInterval: 1_000,
  };
  const server = createServer({ ...secureOptions(files), ...bounds }, serve);
  // A client that speaks no TLS, or goes away in the middle of it, is no failure of ours.
  server.on('tlsClientError', () => {});
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error.code ?? '', socket));
  return server;
}

/** Answers what is no request, or none that came to its end, and closes the connection. */
function refuse(code: string, socket: Duplex): void {
  const statuses: Readonly<Record<string, string>> = {
    HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
    ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  };
  if (socket.writable && code !== 'ECONNRESET')
    socket.end(`HTTP/1.1 ${statuses[code] ?? '400 Bad Request'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  // Who does not take the answer does not keep the connection.
  setTimeout(() => socket.destroy(), refusalWithin).unref();
}

/**
 * The certificate of a server: what it begins with, and a way to take over another for connections from then on. A broken one is told, and the old one stays.
 * Gives false where nothing was taken over.
 */
export class RenewableCertificate {
  readonly #read: () => TlsFiles;
  readonly #tell: (message: string) => void;
  files: TlsFiles;

  constructor(read: () => TlsFiles, tell: (message: string) => void) {
    this.#read = read;
    this.#tell = tell;
    this.files = read();
  }

  renew(server: Server): boolean {
    try {
      const files = this.#read();
      if (files.certificate === this.files.certificate && files.key === this.files.key) return false;
      server.setSecureContext(secureOptions(files));
      this.files = files;
      return true;
    } catch (error) {
      const line = errorLine(asSeaworthyError(error, 'E_KEY', 'the certificate cannot be used'));
      this.#tell(`the certificate stays as it was: ${line}`);
      return false;
    }
  }
}

/** Throws `E_NETWORK` when it cannot listen. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
}

/** The port that it listens on; 0 while it does not. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Takes no more connections, lets what is in flight be answered within so many milliseconds, and ends. */
export async function drainServer(server: Server, within: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that says nothing must not keep the program.
  const last = setTimeout(() => server.closeAllConnections(), within);
  await closed;
  clearTimeout(last);
}
