import { blameOf, type Digest, SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import { descriptorJson } from '../artifact-store.ts';
import type { Descriptor } from '../descriptor.ts';
import { mediaType } from '../media-types.ts';
import type { RegistryClient } from './client.ts';
import { hasManifest } from './manifest-head.ts';
import { isPassing, type Patience, realPatience, withPatience } from './patience.ts';
import { pushManifest } from './push.ts';
import { fallbackTag, listUnderTag } from './referrers.ts';

/*
 * The list of referrers under the fallback tag is one document that every client reads, changes and writes back, and registries that need it have no
 * conditional write. A writer that read before another wrote, and writes after it, takes the other's entry away. So nobody is done when the write is
 * done: each writer remembers every entry that it ever saw, waits for longer than a read and a write take, looks again, and puts back what is
 * gone, its own and others', until two looks in a row find all of it.
 */

/** Waits are at least this long, and this many times the slowest read and write so far. */
const leastWait = 120;
const longestWait = 5_000;
const waitFactor = 3;
const looks = 2;
const mostRounds = 200;
const mostFailures = 5;
/** Milliseconds before "not there" is asked again: docker-registry answers 404 in the moment in which a manifest is written again. */
const pause = 40;

/** What is to be so in the end. */
export type FallbackChange =
  | { readonly kind: 'add'; readonly entry: Descriptor }
  | { readonly kind: 'remove'; readonly digest: Digest };

function formatIndex(entries: Iterable<Descriptor>): Uint8Array {
  const manifests = [...entries].map(descriptorJson);
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaType.ociIndex, manifests }));
}

/** Nothing that stands under the tag is written over, unless it is a list of referrers. */
function taken(
  client: RegistryClient,
  subject: Digest,
  what: string,
  next = 'Give what stands there another tag and delete this one, or use a registry that lists referrers.',
): SeaworthyError {
  return new SeaworthyError('E_WRITE', `the list of referrers has no place: under its tag stands ${what}`, {
    where: `${client.name}, ${fallbackTag(subject)}`,
    why: 'the registry keeps no such lists itself, and what stands there is not written over',
    next,
  });
}

/** The entries of the list as it is. Throws `E_WRITE` where something else than a list has its place. */
async function entriesToKeep(
  client: RegistryClient,
  subject: Digest,
  patience: Patience,
): Promise<readonly Descriptor[]> {
  const found = await listUnderTag(client, subject, patience.sleep);
  if (found.kind === 'none') return [];
  if (found.kind === 'list' && !found.isImage) return found.entries;
  if (found.kind === 'subject')
    throw taken(
      client,
      subject,
      'the image itself, as the registry takes it for a digest',
      'Use another registry for it.',
    );
  throw taken(client, subject, found.kind === 'other' ? found.what : 'an image for several platforms');
}

/** Entries without a type that are looked at: a list of referrers has none, an image has nothing else. */
const mostUntyped = 8;

/** Throws `E_WRITE` where an entry does not hang on the subject: variants of an image need not name their platforms. */
async function refuseVariants(client: RegistryClient, subject: Digest, entries: readonly Descriptor[]): Promise<void> {
  const untyped = entries.filter(({ artifactType = '' }) => artifactType === '');
  for (const { digest } of untyped.slice(0, mostUntyped)) {
    try {
      const { bytes } = await client.manifest(digest);
      if (field(field(parseJson(bytes, digest), 'subject'), 'digest') !== subject)
        throw taken(client, subject, `a list with ${digest}, which does not hang on the image`);
    } catch (error) {
      if (error instanceof SeaworthyError && error.code === 'E_WRITE') throw error;
      // One that is gone or cannot be read is no variant that anybody could run, nor is a blob, for which docker-registry answers 500.
      if (blameOf(error) === 'outage' && !(await isBlob(client, digest))) throw error;
    }
  }
}

async function isBlob(client: RegistryClient, digest: Digest): Promise<boolean> {
  const response = await client.send({ path: `blobs/${digest}`, method: 'HEAD' });
  await response.discard();
  return response.status === 200;
}

/** Entries that were there and are not: those whose manifests were deleted are dropped, as somebody meant it. */
async function forgetDeleted(
  client: RegistryClient,
  entries: Map<Digest, Descriptor>,
  suspects: readonly Digest[],
  patience: Patience,
): Promise<void> {
  for (const digest of suspects) {
    const ask = (): Promise<boolean> => withPatience(patience, () => hasManifest(client, digest));
    if (await ask()) continue;
    await patience.sleep(pause);
    if (!(await ask())) entries.delete(digest);
  }
}

/**
 * Adds an entry to the list of the subject, or takes one out, without losing those of concurrent writers. Throws `E_WRITE` when others never let it
 * come to rest, and what the registry answers.
 */
export async function changeFallbackIndex(
  client: RegistryClient,
  subject: Digest,
  change: FallbackChange,
  patience: Patience = realPatience,
): Promise<void> {
  const wanted = new Map<Digest, Descriptor>();
  if (change.kind === 'add') wanted.set(change.entry.digest, change.entry);
  let slowest = 0;
  let settled = 0;
  let failures = 0;
  for (let round = 0; round < mostRounds; round++) {
    const start = patience.now();
    const current = await entriesToKeep(client, subject, patience);
    if (round === 0) await refuseVariants(client, subject, current);
    const present = new Set(current.map(({ digest }) => digest));
    await forgetDeleted(
      client,
      wanted,
      [...wanted.keys()].filter((digest) => round > 0 && !present.has(digest) && !isOwn(change, digest)),
      patience,
    );
    for (const entry of current) wanted.set(entry.digest, entry);
    if (change.kind === 'remove') wanted.delete(change.digest);
    const asWanted = present.size === wanted.size && [...wanted.keys()].every((digest) => present.has(digest));
    if (asWanted) {
      settled++;
      if (settled === looks) return;
    } else {
      settled = 0;
      try {
        const index = { bytes: formatIndex(wanted.values()), mediaType: mediaType.ociIndex };
        await pushManifest(client, index, fallbackTag(subject));
        failures = 0;
      } catch (error) {
        // Not the same bytes again: what was read is older by every try. A registry refuses a list with manifests that it does not have.
        failures++;
        if (failures === mostFailures || !isPassing(error)) throw error;
        await forgetDeleted(
          client,
          wanted,
          [...wanted.keys()].filter((digest) => !isOwn(change, digest)),
          patience,
        );
      }
      slowest = Math.max(slowest, patience.now() - start);
    }
    // Chance keeps writers from coming back together.
    const wait = Math.min(longestWait, Math.max(leastWait, waitFactor * slowest));
    await patience.sleep(wait * (0.5 + patience.random()));
  }
  throw new SeaworthyError('E_WRITE', 'others keep changing the list of referrers', {
    where: `${client.name}, ${fallbackTag(subject)}`,
    next: 'Try again when fewer write to this image at once.',
  });
}

const isOwn = (change: FallbackChange, digest: Digest): boolean =>
  change.kind === 'add' && change.entry.digest === digest;
