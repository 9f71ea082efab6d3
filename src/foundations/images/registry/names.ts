import { SeaworthyError } from '../../../core/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import type { RegistryClient, RegistryRequest } from './client.ts';
import { inCircles, nextPage } from './pages.ts';

/** Names asked for at once. A registry may give fewer, by a bound of its own. */
const pageSize = 1_000;
/** Answers to `last=` that say that it is not taken: some registries want a token of their own there. */
const refusals = [400, 404, 405, 422, 501];

/** How much of a list is read by somebody who could do without it. */
export interface ListBounds {
  readonly names: number;
  /** Answers, whatever is in them. */
  readonly pages: number;
}

/** A list of names that a registry gives in pages. */
export interface NameList {
  /** For errors. */
  readonly where: string;
  /** More names than this are `E_LIMIT`. */
  readonly most: number;
  request(query: string): RegistryRequest;
  /** The names of one answer. Throws for whatever is none. */
  read(response: HttpResponse): Promise<readonly string[]>;
}

/**
 * Reads a list to its end, as often as it is called. Nobody may take a list for whole that is not: what lacks in it could be deleted.
 *
 * A registry MAY send `Link`, and must know `n` and `last` (distribution-spec 1.1, "Listing Tags"); its bound on a page is not told. So a page without
 * `Link` is the end only when nothing comes after its last name. Where the answer brings nothing new (some take no `last`, or give the whole list
 * whatever is asked for, as docker-registry 2.8 does with tags), it must be seen that the registry would have said that more is there: by a `Link`, or
 * by giving more than the one name it is asked for. Anything else is `E_INCOMPLETE`.
 */
export function nameList(client: RegistryClient, list: NameList): (bounds?: ListBounds) => Promise<readonly string[]> {
  /** Once seen, it holds for this registry: then a list costs one request. */
  let givesAllAtOnce = false;

  /** Whether a page without `Link` may be believed to be the last one, of a registry that does not go on from a name. */
  const endIsTold = async (found: ReadonlySet<string>, origin: string): Promise<boolean> => {
    if (found.size < 2) return true;
    const response = await client.send(list.request('n=1'));
    if (nextPage(response, origin) !== undefined) {
      await response.discard();
      return true;
    }
    const names = new Set(await list.read(response));
    givesAllAtOnce = names.size >= found.size && [...found].every((name) => names.has(name));
    return givesAllAtOnce;
  };

  return async (bounds) => {
    const most = Math.min(list.most, bounds?.names ?? list.most);
    const found = new Set<string>();
    let request = list.request(`n=${pageSize}`);
    /** The name after which more was asked for; undefined for the first page and those that `Link` named. */
    let after: string | undefined;
    let linked = false;
    let origin = '';
    // Each page should bring names; some are empty where a registry filters what it shows.
    for (let pages = 0; pages < found.size + 1_000; pages++) {
      if (bounds !== undefined && pages >= bounds.pages)
        throw new SeaworthyError('E_LIMIT', `more than ${bounds.pages} pages of names`, { where: list.where });
      const response = await client.send(request);
      origin ||= new URL(response.url).origin;
      const next = nextPage(response, origin);
      const refused = after !== undefined && refusals.includes(response.status);
      if (refused) await response.discard();
      const names = refused ? [] : await list.read(response);
      const before = found.size;
      for (const name of names) found.add(name);
      if (found.size > most) throw new SeaworthyError('E_LIMIT', `more than ${most} names`, { where: list.where });
      const last = names.at(-1);
      // Named pages led to the end before, and a name in place of the registry's own token begins anew.
      if (linked && after !== undefined && last !== undefined && found.size === before) return [...found];
      if (next !== undefined) {
        linked = true;
        after = undefined;
        request = { path: '', location: next };
        continue;
      }
      const isEnd = (last === undefined && !refused) || givesAllAtOnce;
      if (isEnd) return [...found];
      if (after === undefined || found.size > before) {
        after = last as string;
        request = list.request(`n=${pageSize}&last=${encodeURIComponent(after)}`);
        continue;
      }
      // Some count the name itself among what follows it.
      const onlyItself = found.size > 1 && names.length > 0 && names.every((name) => name === after);
      if (linked || onlyItself || (await endIsTold(found, origin))) return [...found];
      throw new SeaworthyError('E_INCOMPLETE', 'it cannot be known whether a list of a registry is whole', {
        where: list.where,
        why: `after ${found.size} names it names no next page, and gives the same again when asked for what follows them`,
        next: 'Nothing is concluded from this list; update the registry, or tell its maker that it ignores `last`.',
      });
    }
    throw inCircles(list.where);
  };
}
