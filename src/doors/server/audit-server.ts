import type { IncomingMessage, ServerResponse } from 'node:http';
import { asSeaworthyError, ByteBudget, errorLine, printable } from '../../core/index.ts';
import type { AuditJudge } from '../../flows/index.ts';
import { Connections } from './connections.ts';
import { drainServer, httpsServer, listen, portOf, RenewableCertificate, type TlsFiles } from './https-server.ts';
import { QuietLog } from './quiet-log.ts';
import { RequestRefused, readBody } from './request-body.ts';

export interface AuditServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The certificate as it is now; asked again by `reload`. */
  readonly certificate: () => TlsFiles;
  readonly judge: Pick<AuditJudge, 'take' | 'missed'>;
  /** What whoever looks after the server should read. */
  readonly warn: (message: string) => void;
}

/** A server that is listening. */
export interface AuditServer {
  readonly port: number;
  /** Takes over the certificate of `certificate()`, for connections from now on; a broken one is told, and the old one stays. */
  reload(): boolean;
  /** Takes no more connections, answers what is in flight, and ends. */
  drain(): Promise<void>;
}

/** Bytes of a batch (an API server sends 10 MiB at most unless it is told otherwise), and of all that are on their way. */
const maxBytes = 32 * 1024 * 1024;
const bytesOnTheirWay = 96 * 1024 * 1024;
const maxConnections = 256;
/** For a body, and for a whole request, to come, in milliseconds. */
const bodyWithin = 20_000;
const requestWithin = 30_000;
const drainWithin = 10_000;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bodies are not inflated: a small one could become any size. Throws `RequestRefused`. */
function refuseCompressed(encoding: string | undefined): void {
  if (encoding === undefined || encoding === 'identity') return;
  const how = printable(encoding.slice(0, 40));
  throw new RequestRefused(415, `the body is compressed (${how}): send it as plain JSON`, {
    'accept-encoding': 'identity',
  });
}

/**
 * Takes audit events over HTTPS as an API server sends them to a webhook: `POST /audit`, and `/healthz`. An answer of 200 says that all of the batch was judged
 * and its alerts were handed on; what was no event is told in it. Throws `E_NETWORK` when it cannot listen, and
 * `E_KEY` for a certificate and key that cannot be used.
 */
export async function startAuditServer(options: AuditServerOptions): Promise<AuditServer> {
  const { host, port, judge } = options;
  const log = new QuietLog(options.warn);
  const budget = new ByteBudget(bytesOnTheirWay);
  const certificate = new RenewableCertificate(options.certificate, (message) => log.tell(message));
  const server = httpsServer(certificate.files, requestWithin, (request, response) => void serve(request, response));
  const connections = new Connections(server, maxConnections);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, text, headers = {} } = await answerTo(request, response);
    // What was not read to its end would be taken for the next request.
    const isUnread = !request.complete;
    if (isUnread) response.setHeader('connection', 'close');
    const body = `${text}\n`;
    const about = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
    response.writeHead(status, { ...about, 'content-length': Buffer.byteLength(body), ...headers });
    response.end(body, () => {
      if (isUnread) request.destroy();
    });
  }

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    if (!connections.begin(request, response)) return { status: 400, text: 'one request at a time' };
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/healthz') return { status: 200, text: 'ok' };
    if (path !== '/audit') return { status: 404, text: 'there is /audit and /healthz' };
    if (request.method !== 'POST') return { status: 405, text: 'POST it', headers: { allow: 'POST' } };
    try {
      refuseCompressed(request.headers['content-encoding']);
      const body = await readBody(request, { most: maxBytes, budget, within: bodyWithin });
      try {
        refuseCompressed(body.bytes[0] === 0x1f && body.bytes[1] === 0x8b ? 'gzip' : undefined);
        const { events, unknown } = await judge.take(body.bytes);
        if (unknown > 0) log.tell(`${unknown} of what was sent could not be judged`);
        return { status: 200, text: `${events} judged, ${unknown} not` };
      } finally {
        body.done();
      }
    } catch (error) {
      if (error instanceof RequestRefused) {
        judge.missed(error.message);
        log.tell(`a request was not taken in: ${error.message}`);
        return { status: error.status, text: error.message, headers: error.headers };
      }
      const failure = asSeaworthyError(error, 'E_INTERNAL', 'an error that should not happen');
      log.tell(errorLine(failure));
      const isTheirs = failure.code === 'E_FORMAT' || failure.code === 'E_LIMIT';
      return { status: isTheirs ? 400 : 500, text: isTheirs ? errorLine(failure) : 'it could not be judged' };
    }
  }

  await listen(server, host, port);
  return {
    get port() {
      return portOf(server);
    },
    reload: () => certificate.renew(server),
    drain: () => drainServer(server, drainWithin),
  };
}
