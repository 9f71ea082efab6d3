import { blameOf, type Digest, digestParts, SeaworthyError } from '../../../core/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import type { Descriptor } from '../descriptor.ts';
import { mediaType } from '../media-types.ts';
import { collectReferrers, maxReferrersBytes, type ReferrersList, readReferrersList } from '../referrers-list.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { pagesOf } from './pages.ts';

/** Answers that say "no such interface". */
const notServed = [404, 405, 501];

/** The tag under which clients keep the list where the registry does not (distribution-spec, "Referrers Tag Schema"). */
export function fallbackTag(subject: Digest): string {
  const { algorithm, hex } = digestParts(subject);
  return `${algorithm}-${hex}`.slice(0, 128);
}

/** What a registry answers to the question for its own list. */
export type OwnList =
  | { readonly kind: 'list'; readonly pages: AsyncIterable<ReferrersList> }
  /** It has no such interface. */
  | { readonly kind: 'none' }
  /** It answers, but not with a list (a page to log in, "bad request", "forbidden"): that says neither that there is one nor that there is none. */
  | { readonly kind: 'odd'; readonly error: SeaworthyError };

/** Asks for the registry's own list. Throws where it is in trouble or cannot be reached, and `E_LIMIT` for a first page that is too large. */
export async function ownList(client: RegistryClient, subject: Digest): Promise<OwnList> {
  const where = `${client.name}, referrers of ${subject}`;
  const read = async (response: HttpResponse): Promise<ReferrersList> =>
    readReferrersList(await response.bytes(maxReferrersBytes), where);
  const responses = pagesOf(client, `referrers/${subject}`, { accept: mediaType.ociIndex });
  try {
    const { value: response } = await responses.next();
    if (response === undefined) return { kind: 'none' };
    if (response.status !== 200) {
      const fault = await readFault(response);
      if (notServed.includes(fault.status)) return { kind: 'none' };
      return { kind: 'odd', error: unexpectedAnswer(fault, response, client.name) };
    }
    const first = await read(response);
    return { kind: 'list', pages: furtherPages(first, responses, read, client) };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    // Some registries that do not know the interface answer that it is forbidden.
    if (error.code === 'E_AUTH') return { kind: 'odd', error };
    if (error.code !== 'E_FORMAT') throw error;
    const { message: why } = error;
    const odd = new SeaworthyError('E_NETWORK', 'the registry answers with something that is no list of referrers', {
      where,
      why,
      next: 'A proxy may stand between, or its page to log in.',
      cause: error,
    });
    return { kind: 'odd', error: odd };
  }
}

async function* furtherPages(
  first: ReferrersList,
  responses: AsyncIterable<HttpResponse>,
  read: (response: HttpResponse) => Promise<ReferrersList>,
  client: RegistryClient,
): AsyncGenerator<ReferrersList, void, undefined> {
  yield first;
  for await (const response of responses) {
    if (response.status !== 200) throw unexpectedAnswer(await readFault(response), response, client.name);
    yield await read(response);
  }
}

/** The registry's own list; undefined where it keeps none. Any other answer is thrown, as it says nothing. */
export async function referrersByRegistry(
  client: RegistryClient,
  subject: Digest,
): Promise<readonly Descriptor[] | undefined> {
  const own = await ownList(client, subject);
  if (own.kind === 'none') return undefined;
  if (own.kind === 'odd') throw own.error;
  const where = `${client.name}, referrers of ${subject}`;
  return collectReferrers(wholeEntries(own.pages, where), where);
}

async function* wholeEntries(pages: AsyncIterable<ReferrersList>, where: string): AsyncIterable<readonly Descriptor[]> {
  for await (const { entries, malformed } of pages) {
    if (malformed > 0) throw new SeaworthyError('E_FORMAT', 'an entry of the list is no descriptor', { where });
    yield entries;
  }
}

/** What stands under the tag where clients keep the list. */
export type ListUnderTag =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'list';
      readonly entries: readonly Descriptor[];
      /** Whether images for platforms stand among them: then it is an image as well, and must never be written over. */
      readonly isImage: boolean;
    }
  /** The subject itself: GitLab's registry takes the tag for the digest (oras-project/oras-go#1396). */
  | { readonly kind: 'subject' }
  /** Something that is no list: what, in a few words. */
  | { readonly kind: 'other'; readonly what: string };

/** Tries for a list that was there a moment ago, and the wait between them in milliseconds. */
const tries = 4;
const pause = 40;

/**
 * Reads what stands under the fallback tag. docker-registry answers 500 or 404 in the moment in which a tag is written, so that neither is believed at
 * once. Throws where the registry is in trouble; whatever a pusher may have put there is an answer.
 */
export async function listUnderTag(
  client: RegistryClient,
  subject: Digest,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<ListUnderTag> {
  const tag = fallbackTag(subject);
  for (let attempt = 1; ; attempt++) {
    try {
      const stored = await client.manifest(tag, maxReferrersBytes);
      return stored.digest === subject ? { kind: 'subject' } : readUnderTag(stored.bytes, `${client.name}, ${tag}`);
    } catch (error) {
      const code = error instanceof SeaworthyError ? error.code : undefined;
      if (code === 'E_NOT_FOUND' && attempt > 1) return { kind: 'none' };
      if (code !== 'E_NOT_FOUND') {
        // "Bad request" and the like: such a tag cannot be there (distribution-spec: what is no valid index is no list).
        if (code === 'E_NETWORK' && blameOf(error) === 'content') return { kind: 'none' };
        if (blameOf(error) === 'content') return { kind: 'other', what: 'something that cannot be read' };
        if (code !== 'E_NETWORK' || attempt === tries) throw error;
      }
      await sleep(pause);
    }
  }
}

function readUnderTag(bytes: Uint8Array, where: string): ListUnderTag {
  let list: ReferrersList;
  try {
    list = readReferrersList(bytes, where);
  } catch {
    return { kind: 'other', what: 'something that is no list, such as an image' };
  }
  const entries = list.entries.filter((entry) => !isVariant(entry));
  const isImage = entries.length < list.entries.length;
  if (isImage && entries.length === 0) return { kind: 'other', what: 'an image for several platforms' };
  return { kind: 'list', entries, isImage };
}

/** Whether an entry is a variant of an image: a referrer has a type and no platform. */
const isVariant = ({ platform, artifactType = '' }: Descriptor): boolean =>
  platform !== undefined && artifactType === '';
