import { type Digest, digestParts, SeaworthyError } from '../../../core/index.ts';
import type { Descriptor } from '../descriptor.ts';
import { parseIndex } from '../manifest.ts';
import { mediaType } from '../media-types.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';
import { eachPage } from './pages.ts';

/** Bounds on a list of referrers: bytes of one page, and entries of all. */
const pageLimits = { manifestBytes: 8 * 1024 * 1024, layers: 0 };
const mostReferrers = 10_000;

/** Answers that say "no such interface". */
const notServed = [404, 405, 501];

/** The tag under which clients keep the list where the registry does not (distribution-spec, "Referrers Tag Schema"). */
export function fallbackTag(subject: Digest): string {
  const { algorithm, hex } = digestParts(subject);
  return `${algorithm}-${hex}`.slice(0, 128);
}

/** The registry's own list; undefined where it keeps none. Any other answer is thrown, as it says nothing. */
export async function referrersByRegistry(
  client: RegistryClient,
  subject: Digest,
): Promise<readonly Descriptor[] | undefined> {
  const found: Descriptor[] = [];
  let served = true;
  const headers = { accept: mediaType.ociIndex };
  await eachPage(client, `referrers/${subject}`, headers, async (response) => {
    const fault = response.status === 200 ? undefined : await readFault(response);
    if (fault !== undefined) {
      if (!notServed.includes(fault.status) || found.length > 0) throw unexpectedAnswer(fault, response, client.name);
      served = false;
      return;
    }
    const where = `${client.name}, referrers of ${subject}`;
    found.push(...parseIndex(await response.bytes(pageLimits.manifestBytes), where, pageLimits).manifests);
    if (found.length > mostReferrers)
      throw new SeaworthyError('E_LIMIT', `more than ${mostReferrers} referrers`, { where });
  });
  return served ? found : undefined;
}

/** Tries for a list that was there a moment ago, and the wait between them in milliseconds. */
const tries = 4;
const pause = 40;

/**
 * The list that clients keep under the fallback tag; undefined when there is none. docker-registry answers 500 or 404 in the moment in which a tag is
 * written, so that neither is believed at once.
 */
export async function referrersByTag(
  client: RegistryClient,
  subject: Digest,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<readonly Descriptor[] | undefined> {
  const tag = fallbackTag(subject);
  for (let attempt = 1; ; attempt++) {
    try {
      const stored = await client.manifest(tag);
      const where = `${client.name}, ${tag}`;
      return parseIndex(stored.bytes, where, pageLimits, stored.mediaType || undefined).manifests;
    } catch (error) {
      const code = error instanceof SeaworthyError ? error.code : undefined;
      if (code === 'E_NOT_FOUND' && attempt > 1) return undefined;
      if ((code !== 'E_NOT_FOUND' && code !== 'E_NETWORK') || attempt === tries) throw error;
      await sleep(pause);
    }
  }
}
