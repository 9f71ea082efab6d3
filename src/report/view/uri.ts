/** Everything but unreserved characters, those that divide or may stand in a part, and `%` (RFC 3986, section 3). */
const outside = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu;

const strict = (part: string): string =>
  part.replace(outside, (one) => encodeURIComponent(one.toWellFormed())).replace(/%(?![0-9A-Fa-f]{2})/g, '%25');

/** An address as RFC 3986 writes it. The one that browsers write (`href`) may have characters that no URI has: `|`, `[`, `{`, `^`, a lone `%`. */
export function uriOf(url: URL): string {
  const host = url.host.startsWith('[') ? url.host : strict(url.host);
  const fragment = url.hash === '' ? '' : `#${strict(url.hash.slice(1))}`;
  return `${url.protocol}//${host}${strict(url.pathname)}${strict(url.search)}${fragment}`;
}

/**
 * A path as a relative reference (RFC 3986, section 4.2): each part percent-encoded. A colon is encoded too, so that no first part looks like a scheme; slashes
 * at the beginning are one at most, so that none names a host. A byte that is no UTF-8, which names of files have as U+FFFD and two digits, is that byte.
 */
export function pathUri(path: string): string {
  return path
    .replace(/^\/{2,}/, '/')
    .split(/\ufffd([0-9a-f]{2})|(\/)/)
    .map((part = '', index) =>
      index % 3 === 1 ? byte(part) : index % 3 === 2 ? part : encodeURIComponent(part.toWellFormed()),
    )
    .join('');
}

const byte = (digits: string): string => (digits === '' ? '' : `%${digits.toUpperCase()}`);
