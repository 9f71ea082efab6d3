import { type Digest, SeaworthyError } from '../../core/index.ts';
import { asArray, asObject, field, parseJson } from '../formats/index.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';

/** Bytes of one document that lists referrers. */
export const maxReferrersBytes = 16 * 1024 * 1024;
/** Most referrers of one manifest that are read. */
export const mostReferrers = 10_000;

/** What a document that lists referrers holds. */
export interface ReferrersList {
  readonly entries: readonly Descriptor[];
  /** Entries that are no descriptors. They are left out, so that one of them does not hide the others. */
  readonly malformed: number;
  /** Whether there is a list at all, even an empty one: some registries answer `"manifests": null`, which may mean either. */
  readonly said: boolean;
}

/**
 * Reads an index of referrers (distribution-spec, "Listing Referrers"). Throws `E_FORMAT` for a document that lists nothing (a page of a proxy, an
 * image), `E_LIMIT` for one that is too large or too deep.
 */
export function readReferrersList(bytes: Uint8Array, where: string): ReferrersList {
  const object = asObject(parseJson(bytes, where, { maxBytes: maxReferrersBytes }), where);
  if (['layers', 'config', 'errors'].some((name) => field(object, name) !== undefined))
    throw new SeaworthyError('E_FORMAT', 'a document where a list of referrers is expected', { where });
  const manifests = field(object, 'manifests') ?? undefined;
  if (manifests === undefined) {
    if (field(object, 'schemaVersion') === 2) return { entries: [], malformed: 0, said: false };
    throw new SeaworthyError('E_FORMAT', 'neither a manifest nor an index', { where });
  }
  const listed = asArray(manifests, `${where}, manifests`);
  const entries: Descriptor[] = [];
  let malformed = 0;
  for (const [index, value] of listed.entries()) {
    try {
      entries.push(parseDescriptor(value, `${where}, manifests[${index}]`));
    } catch {
      malformed++;
    }
  }
  return { entries, malformed, said: true };
}

/** Every entry of a list that comes in pages, each once. Throws `E_LIMIT` for more than are read, and what the pages throw. */
export async function collectReferrers(
  pages: AsyncIterable<readonly Descriptor[]>,
  where: string,
): Promise<readonly Descriptor[]> {
  const found = new Map<Digest, Descriptor>();
  for await (const page of pages) {
    for (const entry of page) found.set(entry.digest, entry);
    if (found.size > mostReferrers)
      throw new SeaworthyError('E_LIMIT', `more than ${mostReferrers} referrers`, { where });
  }
  return [...found.values()];
}
