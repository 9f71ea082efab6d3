/** Why a tag may be a better base. */
export type CandidateReason = 'moved' | 'newer' | 'sibling' | 'newer-sibling';

export interface CandidateTag {
  readonly tag: string;
  readonly reason: CandidateReason;
}

/** Tags that are looked through; a list of more is cut, and that is the caller's to tell. */
export const mostTags = 20_000;

/** Words of variants that are made to be small, the smallest usually first. */
const small: readonly RegExp[] = [
  /^(?:static|distroless|micro|scratch)$/,
  /^alpine[\d.]*$/,
  /^(?:minimal|ubi\d*-?minimal|slim)$/,
  /^(?:slim-[a-z]+|[a-z]+-slim)$/,
];

interface Parts {
  /** Empty for a tag that is a word, like `bookworm` or `latest`. */
  readonly version: readonly number[];
  readonly word: string;
  readonly variant: string;
}

/** `3.12.1-slim-bookworm` is a version and a variant; `bookworm-slim` a word and a variant. Undefined for what is neither, as a hash of a commit. */
function partsOf(tag: string): Parts | undefined {
  const [, mark = '', digits, rest = ''] = /^(v?)(\d{1,9}(?:\.\d{1,9}){0,4})(?:-([\w.-]{1,60}))?$/.exec(tag) ?? [];
  if (digits !== undefined) return { version: digits.split('.').map(Number), word: mark, variant: rest };
  const [, word, variant = ''] = /^([a-z][a-z0-9]{1,30})(?:-([a-z][\w.-]{0,60}))?$/.exec(tag) ?? [];
  return word === undefined ? undefined : { version: [], word, variant };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? 0;
    if (part !== other) return part - other;
  }
  return 0;
}

/** How small a variant is made, the smaller the better; -1 for one that says nothing of it. */
const smallness = (variant: string): number => small.findIndex((form) => form.test(variant));

/**
 * Tags of a repository that an image built on one of them may go to: the tag itself, whose image may have moved; later versions told as exactly, the last of the same branch
 * first; variants of the same version that are made small; and those of the last version. Few, the most likely first. Pure.
 */
export function candidateTags(current: string, tags: readonly string[], most: number): readonly CandidateTag[] {
  const known = new Set(tags.slice(0, mostTags));
  const found: CandidateTag[] = known.has(current) ? [{ tag: current, reason: 'moved' }] : [];
  const own = partsOf(current);
  if (own === undefined) return found.slice(0, most);
  const others = [...known].flatMap((tag) => {
    const parts = tag === current ? undefined : partsOf(tag);
    return parts === undefined || parts.word !== own.word || parts.version.length !== own.version.length
      ? []
      : [{ tag, ...parts }];
  });
  const later = others
    .filter(({ version }) => compare(version, own.version) > 0)
    .sort((a, b) => compare(b.version, a.version) || (a.tag < b.tag ? -1 : 1));
  const alike = later.filter(({ variant }) => variant === own.variant);
  const sharing = (parts: number): string | undefined =>
    alike.find(({ version }) => parts > 0 && compare(version.slice(0, parts), own.version.slice(0, parts)) === 0)?.tag;
  const siblingsOf = (version: readonly number[]): readonly string[] =>
    others
      .filter((one) => compare(one.version, version) === 0 && one.variant !== own.variant)
      .filter(({ variant }) => smallness(variant) >= 0)
      .sort((a, b) => smallness(a.variant) - smallness(b.variant) || a.variant.length - b.variant.length)
      .map(({ tag }) => tag);
  const newest = alike[0] ?? later[0];
  const next = (tag: string | undefined, reason: CandidateReason): void => {
    if (tag !== undefined && !found.some((one) => one.tag === tag)) found.push({ tag, reason });
  };
  const siblings = siblingsOf(own.version);
  next(sharing(own.version.length - 1), 'newer');
  next(siblings[0], 'sibling');
  if (own.version.length > 1) next(sharing(1), 'newer');
  next(alike[0]?.tag, 'newer');
  next(newest === undefined ? undefined : siblingsOf(newest.version)[0], 'newer-sibling');
  for (const tag of siblings.slice(1)) next(tag, 'sibling');
  return found.slice(0, most);
}
