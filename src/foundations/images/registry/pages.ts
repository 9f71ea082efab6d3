import { SeaworthyError } from '../../../core/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import { withoutQuery } from './answer-error.ts';
import type { RegistryClient } from './client.ts';

const mostPages = 1_000;

/** Where the next page is, by the `Link` header (RFC 8288; distribution-spec, "Listing Tags"). */
function nextPage(response: HttpResponse): string | undefined {
  const link = response.headers.link ?? '';
  const end = link.indexOf('>');
  if (!link.startsWith('<') || end === -1 || !/^\s*;\s*rel="?next"?/i.test(link.slice(end + 1))) return undefined;
  return link.slice(1, end);
}

/**
 * The answers of a list that comes in pages, the first of them by `path`; `read` takes each. Pages of another origin are refused, as they would be
 * lists by somebody else. Throws `E_LIMIT`, `E_NETWORK`.
 */
export async function eachPage(
  client: RegistryClient,
  path: string,
  headers: Readonly<Record<string, string>>,
  read: (response: HttpResponse) => Promise<void>,
): Promise<void> {
  let location: string | undefined;
  let origin = '';
  for (let page = 0; page < mostPages; page++) {
    const response = await client.send({ path, headers, ...(location === undefined ? {} : { location }) });
    origin ||= new URL(response.url).origin;
    const next = nextPage(response);
    await read(response);
    if (next === undefined) return;
    const url = URL.canParse(next, response.url) ? new URL(next, response.url) : undefined;
    if (url?.origin !== origin) {
      throw new SeaworthyError('E_NETWORK', 'the registry names a next page that is not its own', {
        where: withoutQuery(response.url),
      });
    }
    location = url.href;
  }
  throw new SeaworthyError('E_LIMIT', `a list of more than ${mostPages} pages`, { where: client.name });
}
