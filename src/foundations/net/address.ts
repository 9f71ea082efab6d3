import { SeaworthyError } from '../../core/index.ts';
import type { HttpOptions } from './http.ts';

/** Longest address accepted; signed download addresses of object stores reach a few KiB. */
const maxLength = 16 * 1024;

/** An address, and the `Authorization` that its user part stood for. The user part is gone from `url`, so it cannot reach an error text. */
export interface Address {
  readonly url: URL;
  readonly authorization?: string;
}

/** The text as an http or https address. Throws `E_USAGE` when it is none; the text is not repeated, because it may hold a password. */
export function parseAddress(text: string, base?: URL): Address {
  if (text.length > maxLength) throw new SeaworthyError('E_USAGE', `an address is longer than ${maxLength} characters`);
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new SeaworthyError('E_USAGE', 'not a network address', { where: withoutSecrets(text) });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SeaworthyError('E_USAGE', `addresses of the kind ${url.protocol} are not supported`, {
      next: 'Use an http or https address.',
    });
  }
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  return username === '' && password === '' ? { url } : { url, authorization: basic(username, password) };
}

/** `Basic` credentials (RFC 7617) from the percent-encoded user part of an address. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address as it may be shown: without user, query (which holds the signature of a signed download) and fragment. */
export function showAddress(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function withoutSecrets(text: string): string {
  const end = text.search(/[?#]/);
  const head = (end === -1 ? text : text.slice(0, end)).slice(0, 200);
  const at = head.lastIndexOf('@');
  return at === -1 ? head : head.slice(at + 1);
}

/** Whether the options allow `http://` to this host: named with its port, named without (then any port), or everything is allowed. */
export function plainHttpAllowed(url: URL, options: Pick<HttpOptions, 'plainHttp' | 'plainHttpHosts'>): boolean {
  if (options.plainHttp === true) return true;
  const withPort = `${url.hostname}:${url.port === '' ? '80' : url.port}`;
  return (options.plainHttpHosts ?? []).some((entry) => {
    const host = entry.toLowerCase();
    return host === withPort || host === url.hostname;
  });
}

/** Throws `E_NETWORK` when the address is plain http and the options do not allow that for its host. */
export function checkScheme(url: URL, options: Pick<HttpOptions, 'plainHttp' | 'plainHttpHosts'>, from?: URL): void {
  if (url.protocol === 'https:' || plainHttpAllowed(url, options)) return;
  throw new SeaworthyError('E_NETWORK', `${url.host} is to be spoken to without TLS, which is not allowed`, {
    where: showAddress(url),
    why:
      from === undefined
        ? 'what comes over plain http can be read and changed on the way'
        : `${showAddress(from)} redirects to plain http`,
    next: `Use https, or allow plain http for this host: \`--insecure-plain-http ${url.host}\`.`,
  });
}
