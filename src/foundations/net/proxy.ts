import { BlockList, isIP } from 'node:net';
import { SeaworthyError } from '../../core/index.ts';
import { basic } from './address.ts';
import type { HttpOptions } from './http.ts';

/** A proxy to go through. */
export interface ProxyServer {
  /** Scheme, host and port, nothing else. */
  readonly origin: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
  /** `Proxy-Authorization`, where the address had a user part. */
  readonly authorization?: string;
}

/**
 * The proxy for an address, or `undefined` to go straight there. As curl and Go read HTTP_PROXY, HTTPS_PROXY and NO_PROXY: the scheme
 * of the target chooses; `localhost` and loopback addresses never go through a proxy.
 */
export function proxyFor(url: URL, settings: HttpOptions['proxy']): ProxyServer | undefined {
  const text = (url.protocol === 'https:' ? settings?.https : settings?.http)?.trim();
  if (text === undefined || text === '' || bypasses(url, settings?.none ?? '')) return undefined;
  return parseProxy(text);
}

/** `host:port` counts as `http://host:port`. Throws `E_USAGE` for a kind of proxy that we do not speak to. */
export function parseProxy(text: string): ProxyServer {
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    throw new SeaworthyError('E_USAGE', 'the proxy setting is not an address', {
      next: 'Write it as http://host:port.',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SeaworthyError('E_USAGE', `proxies of the kind ${url.protocol}// are not supported`, {
      where: url.host,
      next: 'Use an http or https proxy.',
    });
  }
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const proxy = { origin: url.origin, host: `${url.hostname}:${port}`, hostname: url.hostname, port, secure };
  return url.username === '' ? proxy : { ...proxy, authorization: basic(url.username, url.password) };
}

function bypasses(url: URL, none: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
  return none
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && entryMatches(entry, host, port));
}

/** One entry of NO_PROXY: `*`, a host (and all below it), `.host` or `*.host` (only below it), an address, a network; the first four also with a port. */
function entryMatches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inNetwork(entry, host);
  const { name, only } = splitPort(entry);
  if (only !== undefined && only !== port) return false;
  if (isIP(name) !== 0) return name === host;
  if (name.startsWith('*.')) return host.endsWith(name.slice(1));
  if (name.startsWith('.')) return host.endsWith(name);
  return host === name || host.endsWith(`.${name}`);
}

function splitPort(entry: string): { readonly name: string; readonly only?: string } {
  if (isIP(entry) !== 0) return { name: entry };
  const colon = entry.lastIndexOf(':');
  const name = (colon === -1 ? entry : entry.slice(0, colon)).replace(/^\[|\]$/g, '');
  return colon === -1 || entry.endsWith(']') ? { name } : { name, only: entry.slice(colon + 1) };
}

function inNetwork(entry: string, host: string): boolean {
  const slash = entry.indexOf('/');
  const base = entry.slice(0, slash);
  const prefix = Number(entry.slice(slash + 1));
  const family = isIP(base);
  if (family === 0 || isIP(host) !== family || !Number.isInteger(prefix) || prefix < 0) return false;
  if (prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(base, prefix, kind);
  return list.check(host, kind);
}
