import { defined, SeaworthyError } from '../../../core/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import { withoutQuery } from './answer-error.ts';
import type { RegistryClient } from './client.ts';

const mostPages = 1_000;

/**
 * Where the next page is, by the `Link` header (RFC 8288; distribution-spec, "Listing Tags"); undefined where none is named. Pages of another origin
 * than the first one's are refused, as they would be lists by somebody else. Throws `E_NETWORK`.
 */
export function nextPage(response: HttpResponse, origin: string): string | undefined {
  const link = response.headers.link ?? '';
  const end = link.indexOf('>');
  if (!link.startsWith('<') || end === -1 || !/^\s*;\s*rel="?next"?/i.test(link.slice(end + 1))) return undefined;
  const next = link.slice(1, end);
  const url = URL.canParse(next, response.url) ? new URL(next, response.url) : undefined;
  if (url?.origin === origin) return url.href;
  throw new SeaworthyError('E_NETWORK', 'the registry names a next page that is not its own', {
    where: withoutQuery(response.url),
  });
}

/**
 * The answers of a list whose pages only `Link` joins (referrers), the first of them by `path`; each must be read before the next is asked for. Throws
 * `E_LIMIT`, `E_NETWORK`, and `E_INCOMPLETE` for pages that lead back to one that was read.
 */
export async function* pagesOf(
  client: RegistryClient,
  path: string,
  headers: Readonly<Record<string, string>>,
): AsyncGenerator<HttpResponse, void, undefined> {
  let location: string | undefined;
  let origin = '';
  const asked = new Set<string>();
  for (let page = 0; page < mostPages; page++) {
    const response = await client.send({ path, headers, ...defined({ location }) });
    origin ||= new URL(response.url).origin;
    asked.add(location ?? response.url);
    yield response;
    location = nextPage(response, origin);
    if (location === undefined) return;
    if (asked.has(location)) throw inCircles(client.name);
  }
  throw new SeaworthyError('E_LIMIT', `a list of more than ${mostPages} pages`, { where: client.name });
}

/** The error for a list whose pages lead round. */
export function inCircles(where: string): SeaworthyError {
  return new SeaworthyError('E_INCOMPLETE', 'the pages of a list lead in circles, so that its end was not seen', {
    where,
    next: 'Nothing is concluded from this list; tell the maker of the registry.',
  });
}
