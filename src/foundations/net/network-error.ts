import { SeaworthyError, whyOf } from '../../core/index.ts';
import { showAddress } from './address.ts';
import type { ProxyServer } from './proxy.ts';
import { ProxyRefusal } from './proxy-refusal.ts';

/** What was being done when something failed. */
export interface Situation {
  readonly url: URL;
  readonly proxy?: ProxyServer | undefined;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

const trustAdvice = 'If this server has a certificate of your own authority, name its CA file with `--ca-file FILE`.';

/** Reasons of TLS, in plain words, and what to do. Codes of OpenSSL as Node gives them. */
const certificateReasons = new Map<string, readonly [string, string]>([
  ['SELF_SIGNED_CERT_IN_CHAIN', ['its certificate comes from an authority that is not trusted here', trustAdvice]],
  ['UNABLE_TO_GET_ISSUER_CERT', ['its certificate comes from an authority that is not trusted here', trustAdvice]],
  [
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ['its certificate comes from an authority that is not trusted here', trustAdvice],
  ],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ['its certificate comes from an authority that is not trusted here', trustAdvice],
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', ['its certificate is self-signed and not trusted here', trustAdvice]],
  [
    'CERT_HAS_EXPIRED',
    ['its certificate has expired', 'The server needs a new certificate; check also the clock of this machine.'],
  ],
  ['CERT_NOT_YET_VALID', ['its certificate is not valid yet', 'Check the clock of this machine.']],
  ['CERT_REVOKED', ['its certificate was revoked', 'The server needs a new certificate.']],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    [
      'its certificate is for another host name',
      'Use the name that the certificate is for, or correct the certificate.',
    ],
  ],
]);

const connectionReasons = new Map<string, string>([
  ['ECONNREFUSED', 'connection refused: nothing listens there'],
  ['ENOTFOUND', 'the host name is not known'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['ECONNRESET', 'the connection was cut'],
  ['EPIPE', 'the connection was cut'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['EHOSTDOWN', 'the host is down'],
]);

/** Whether trying again may help: the connection failed or broke, and not because of what the server is. */
export function isPassingFailure(error: unknown): boolean {
  const code = codeOf(error);
  return code !== 'ENOTFOUND' && connectionReasons.has(code);
}

/** Any failure of a request as one of our errors: `E_NETWORK`, `E_TIMEOUT`, `E_INTERRUPTED`. Holds no credentials and no query string. */
export function networkError(error: unknown, situation: Situation): SeaworthyError {
  if (situation.signal?.aborted === true) return interruption(situation.signal);
  if (error instanceof SeaworthyError) return error;
  const { url, proxy } = situation;
  const through = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
  const what = `${url.host} cannot be reached${through}`;
  const where = showAddress(url);
  const code = codeOf(error);
  if (error instanceof ProxyRefusal) return proxyRefusal(error.status, what, where, error);
  if (code === 'ETIMEDOUT') {
    return new SeaworthyError('E_TIMEOUT', `${url.host} sent nothing for ${situation.timeout / 1000} s${through}`, {
      where,
      cause: error,
    });
  }
  const certificate = certificateReasons.get(code);
  if (certificate !== undefined) {
    const [why, next] = certificate;
    return new SeaworthyError('E_NETWORK', `${url.host} is not trusted`, {
      where,
      why: `${why} (${code})`,
      next,
      cause: error,
    });
  }
  if (isNoTls(code, error)) {
    const next = `If it has no TLS and you accept that, allow plain http for it: \`--insecure-plain-http ${url.host}\`.`;
    return new SeaworthyError('E_NETWORK', what, { where, why: 'it does not speak TLS', next, cause: error });
  }
  const reason = connectionReasons.get(code);
  if (reason !== undefined) {
    return new SeaworthyError('E_NETWORK', what, {
      where,
      why: `${reason} (${[code, placeOf(error)].filter(Boolean).join(' ')})`,
      cause: error,
    });
  }
  if (code.startsWith('HPE_')) {
    return new SeaworthyError('E_NETWORK', `${url.host} answers something that is not HTTP`, {
      where,
      why: code,
      cause: error,
    });
  }
  const message = whyOf(error).slice(0, 300);
  return new SeaworthyError('E_NETWORK', what, {
    where,
    why: code === '' ? message : `${message} (${code})`,
    cause: error,
  });
}

/** Something else than TLS came back: told by its code, or, where Node was writing at that moment, in the words of OpenSSL. */
function isNoTls(code: string, error: unknown): boolean {
  if (code === 'EPROTO') return /wrong version number|packet length too long/.test(whyOf(error));
  return code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
}

/** The error for a request through a proxy that did not let it pass. */
export function proxyRefusal(status: number, what: string, where: string, cause?: unknown): SeaworthyError {
  return status === 407
    ? new SeaworthyError('E_NETWORK', what, {
        where,
        why: 'the proxy asks for a user name and password (407)',
        next: 'Write them into the proxy setting: http://user:password@host:port.',
        cause,
      })
    : new SeaworthyError('E_NETWORK', what, {
        where,
        why: `the proxy answered ${status}`,
        next: 'Check the proxy setting.',
        cause,
      });
}

/** Why a signal was given: its own reason where that is ours (a time limit of the caller), else `E_INTERRUPTED`. */
export function interruption(signal: AbortSignal): SeaworthyError {
  const reason: unknown = signal.reason;
  if (reason instanceof SeaworthyError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError')
    return new SeaworthyError('E_TIMEOUT', 'it took too long');
  return new SeaworthyError('E_INTERRUPTED', 'stopped');
}

/** The code of an error, of the first of several, or of what caused it. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1);
  return codeOf(error.cause, depth + 1);
}

/** The address and port that were tried, where the system tells. */
function placeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return '';
  if ('address' in first && 'port' in first) return `${String(first.address)}:${String(first.port)}`;
  return 'hostname' in first ? String(first.hostname) : '';
}
