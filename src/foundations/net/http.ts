import type { ByteBudget } from '../../core/index.ts';

/** Told of bytes as they come. */
export type OnBytes = (done: number, total?: number) => void;

/** An answer whose body has not been read yet. It must be read or discarded. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address that answered in the end, after redirects. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** The whole body; `E_LIMIT` when it is larger than `maxBytes`. `onBytes` is told what has come so far, and of how many where that is known. */
  bytes(maxBytes: number, onBytes?: OnBytes): Promise<Uint8Array>;
  /** Drops the body. */
  discard(): Promise<void>;
}

/**
 * What to ask for. Unless `headers` has an `accept-encoding` of its own, `accept-encoding: gzip` is sent and a body that comes as
 * `content-encoding: gzip` is inflated on the way (`bytes(maxBytes)` counts inflated bytes, whoever reads `body` bounds it). Give
 * `accept-encoding: identity` for bytes whose digest or range matters: they are handed over as they came.
 */
export interface HttpRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
  /** An answer that leads elsewhere is the answer: nobody is sent anything that was not meant for them. */
  readonly stays?: boolean;
}

/**
 * The only way onto the network. Retries idempotent requests on connection errors, 429 and 5xx (honouring Retry-After), follows redirects
 * without carrying credentials to another origin, goes through proxies, trusts an extra CA file, and refuses everything under `--offline`.
 * Throws `E_NETWORK`, `E_OFFLINE`, `E_TIMEOUT`; any status that a server answers is an answer, not an error.
 */
export interface Http {
  request(url: string, request?: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly offline: boolean;
  /** Milliseconds without a byte, or with next to none (less than 4 KiB a second), before `E_TIMEOUT`. */
  readonly timeout: number;
  /** Milliseconds for one request with all its tries, redirects and its whole answer, before `E_TIMEOUT`. As long as it takes when absent. */
  readonly total?: number;
  /** Bytes of bodies that are on their way, of all requests together: where there are too many, the largest ends in `E_LIMIT`. */
  readonly budget?: ByteBudget;
  readonly userAgent: string;
  /** PEM certificates trusted besides those of the system. */
  readonly caFile?: string;
  /** Allow `http://` to these hosts (`host` or `host:port`); everything else must be https. Loopback addresses are no exception. */
  readonly plainHttpHosts?: readonly string[];
  /** Allow `http://` anywhere: for feeds served from a folder in an air gap, or tests. */
  readonly plainHttp?: boolean;
  /** Proxy settings in the sense of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; the door reads the environment. */
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly none?: string };
  readonly retries?: number;
}
