import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import { asSeaworthyError, ByteBudget, errorLine, SeaworthyError } from '../../core/index.ts';
import type { Admission } from '../../flows/index.ts';
import { Connections } from './connections.ts';
import { answerWithin } from './deadline.ts';
import { drainServer, httpsServer, listen, portOf, RenewableCertificate, type TlsFiles } from './https-server.ts';
import { Metrics } from './metrics.ts';
import { QuietLog } from './quiet-log.ts';
import { notNow, RequestRefused, readBody } from './request-body.ts';
import { Slots } from './slots.ts';

export interface AdmissionServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The certificate as it is now; asked again by `reload`. */
  readonly certificate: () => TlsFiles;
  readonly admission: Admission;
  /** What whoever looks after the server should read. */
  readonly warn: (message: string) => void;
  /** Requests judged at a time, and how many more may wait. */
  readonly concurrency?: number;
  readonly waiting?: number;
  /** Bytes of a request, and of all that are on their way or wait to be judged. */
  readonly maxBytes?: number;
  readonly bytesOnTheirWay?: number;
  /** Milliseconds for a body to come. */
  readonly bodyWithin?: number;
  /** Connections at a time. */
  readonly connections?: number;
}

/** A server that is listening. */
export interface AdmissionServer {
  readonly port: number;
  /** Takes over the certificate of `certificate()`, for connections from now on; a broken one is told, and the old one stays. */
  reload(): boolean;
  /** Takes no more connections, answers what is in flight, and ends. */
  drain(): Promise<void>;
}

/** An object and its former state of etcd's largest size, and what is around them. */
const maxBytes = 8 * 1024 * 1024;
/** Bytes of all requests that are on their way or wait to be judged; and of those that are judged, which are several times as large then. */
const bytesOnTheirWay = 32 * 1024 * 1024;
const bytesJudged = 12 * 1024 * 1024;
const maxConnections = 1_024;
/** For a body, and for a whole request, to come, in milliseconds. */
const bodyWithin = 5_000;
const requestWithin = 20_000;
/** Longest wait of an API server, and a little. */
const drainWithin = 32_000;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: 'application/json' | 'text/plain; charset=utf-8' | 'text/plain; version=0.0.4; charset=utf-8';
  readonly headers?: Readonly<Record<string, string>>;
}

const plain = (status: number, text: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  body: `${text}\n`,
  type: 'text/plain; charset=utf-8',
  headers,
});

/**
 * Serves a gate to an API server over HTTPS: `POST /validate` (AdmissionReview v1), `/healthz`, `/readyz`, `/metrics`. Throws `E_NETWORK` when it cannot
 * listen, and `E_KEY` for a certificate and key that cannot be used.
 */
export async function startAdmissionServer(options: AdmissionServerOptions): Promise<AdmissionServer> {
  const server = new Webhook(options);
  await server.listen();
  return server;
}

class Webhook implements AdmissionServer {
  readonly #options: AdmissionServerOptions;
  readonly #metrics = new Metrics();
  readonly #slots: Slots;
  readonly #bodies: ByteBudget;
  readonly #connections: Connections;
  readonly #log: QuietLog;
  readonly #server: Server;
  readonly #certificate: RenewableCertificate;
  #draining = false;

  constructor(options: AdmissionServerOptions) {
    this.#options = options;
    this.#log = new QuietLog(options.warn);
    this.#slots = new Slots({
      most: options.concurrency ?? 256,
      waiting: options.waiting ?? 1_024,
      weight: bytesJudged,
    });
    this.#bodies = new ByteBudget(options.bytesOnTheirWay ?? bytesOnTheirWay);
    this.#certificate = new RenewableCertificate(options.certificate, (message) => this.#log.tell(message));
    this.#server = httpsServer(this.#certificate.files, requestWithin, (request, response) => {
      void this.#serve(request, response);
    });
    this.#connections = new Connections(this.#server, options.connections ?? maxConnections);
  }

  get port(): number {
    return portOf(this.#server);
  }

  async listen(): Promise<void> {
    await listen(this.#server, this.#options.host, this.#options.port);
  }

  reload(): boolean {
    return this.#certificate.renew(this.#server);
  }

  async drain(): Promise<void> {
    this.#draining = true;
    // No answer takes longer.
    await drainServer(this.#server, drainWithin);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: Answer;
    try {
      answer = this.#connections.begin(request, response)
        ? await this.#answer(request)
        : plain(400, 'one request at a time', { connection: 'close' });
    } catch (error) {
      answer =
        error instanceof RequestRefused
          ? plain(error.status, error.message, error.headers)
          : plain(500, errorLine(asSeaworthyError(error, 'E_INTERNAL', 'an error that should not happen')));
      if (answer.status === 500) this.#log.tell(answer.body.trim());
    }
    // What was not read to its end would be taken for the next request.
    const isUnread = !request.complete;
    if (this.#draining || isUnread) response.setHeader('connection', 'close');
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...answer.headers,
    });
    response.end(answer.body, () => {
      if (isUnread) request.destroy();
    });
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    // A path of ours is plain: whatever else is asked for (`//`, a whole address, `*`) is not here.
    const [pathname = '', query = ''] = (request.url ?? '').split('?', 2);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (pathname === '/validate') {
      if (request.method !== 'POST') return plain(405, 'POST an AdmissionReview', { allow: 'POST' });
      return this.#validate(request, new URLSearchParams(query));
    }
    if (!['/healthz', '/readyz', '/metrics'].includes(pathname)) return plain(404, 'there is nothing here');
    if (!isRead) return plain(405, 'GET it', { allow: 'GET, HEAD' });
    if (pathname === '/metrics') {
      const held = { bodyBytes: this.#bodies.held, connections: this.#connections.count };
      const body = this.#metrics.text({ ...this.#options.admission.counts(), ...held });
      return { status: 200, body, type: 'text/plain; version=0.0.4; charset=utf-8' };
    }
    return pathname === '/readyz' && this.#draining ? plain(503, 'draining') : plain(200, 'ok');
  }

  /** Counts a request and sees to its time. */
  async #validate(request: IncomingMessage, query: URLSearchParams): Promise<Answer> {
    const start = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), answerWithin(query));
    this.#metrics.inFlight++;
    let outcome = 'failed';
    try {
      const { answer, came } = await this.#judge(request, deadline.signal);
      outcome = came;
      return answer;
    } catch (error) {
      if (error instanceof RequestRefused) outcome = error.status === 503 ? 'turned-away' : 'not-understood';
      throw error;
    } finally {
      clearTimeout(timer);
      this.#metrics.inFlight--;
      this.#metrics.answered(outcome, (performance.now() - start) / 1_000);
    }
  }

  async #judge(
    request: IncomingMessage,
    deadline: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly came: string }> {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw new RequestRefused(415, 'application/json is expected');
    if (this.#slots.isFull) throw notNow('too many requests at once');
    const body = await readBody(request, {
      most: this.#options.maxBytes ?? maxBytes,
      budget: this.#bodies,
      within: this.#options.bodyWithin ?? bodyWithin,
    });
    const slot = await this.#slots.take(deadline, body.bytes.length);
    try {
      const { response, outcome, trouble, notTold } = await this.#options.admission.answer(body.bytes, deadline);
      if (trouble !== undefined) this.#metrics.troubled();
      for (const text of [trouble, notTold]) if (text !== undefined) this.#log.tell(`${outcome}: ${text}`);
      return { answer: { status: 200, body: JSON.stringify(response), type: 'application/json' }, came: outcome };
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      throw new RequestRefused(error.code === 'E_LIMIT' ? 413 : 400, errorLine(error));
    } finally {
      slot?.giveBack();
      body.done();
    }
  }
}
