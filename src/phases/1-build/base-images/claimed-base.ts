import { type ClaimedBase, defined, isDigest } from '../../../core/index.ts';

const nameLabel = 'org.opencontainers.image.base.name';
const digestLabel = 'org.opencontainers.image.base.digest';

/** Longer names are none of an image. */
const longestName = 500;

/** What labels say of the base. A base hands its own labels down, so this may be what *it* was built from. */
export function claimedBase(labels: Readonly<Record<string, string>>): ClaimedBase | undefined {
  const name = own(labels, nameLabel)?.trim();
  const digest = own(labels, digestLabel)?.trim();
  const claim = defined({
    name: name === undefined || name === '' || name.length > longestName ? undefined : name,
    digest: digest !== undefined && isDigest(digest) ? digest : undefined,
  });
  return claim.name === undefined && claim.digest === undefined ? undefined : claim;
}

const own = (labels: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(labels, name) ? labels[name] : undefined;
