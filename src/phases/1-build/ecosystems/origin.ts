import { knownDistributions } from '../distributions/index.ts';

/**
 * Whose a package of a distribution's kind is.
 * - `distribution`: the distribution built it, so that its advisories hold for it and for what it brought.
 * - `elsewhere`: somebody else did. Nobody's advisories hold for it, and what it brought is as its own ecosystem knows it.
 * - `unsure`: nothing says that the distribution built it, and nothing that it did not. `leans` where it looks like somebody else's, which counts when
 *   the distribution's advisories have never named it either.
 */
export type Origin =
  | { readonly from: 'distribution' }
  /** `why` is a clause: "its maintainer is …". */
  | { readonly from: 'elsewhere'; readonly why: string }
  | { readonly from: 'unsure'; readonly why: string; readonly leans: boolean };

export const ofDistribution: Origin = { from: 'distribution' };
export const elsewhere = (why: string): Origin => ({ from: 'elsewhere', why });
export const unsure = (why: string, leans: boolean): Origin => ({ from: 'unsure', why, leans });

/** The domain of the address in `Name <user@domain>`, in lower case; undefined without one. */
export function mailDomain(maintainer: string): string | undefined {
  return /@([a-z0-9.-]+)>?\s*$/i.exec(maintainer)?.[1]?.toLowerCase();
}

/** Whether a domain is one of these or below one of them. */
export function isBelow(domain: string | undefined, domains: readonly string[]): boolean {
  return domain !== undefined && domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}

/** How distributions name themselves in the packages that they build, all of one package type together. */
export interface OwnMakers {
  readonly domains: readonly string[];
  readonly names: readonly string[];
  readonly bugs: readonly string[];
}

/** A derivative keeps the words of what it took over, so those of every distribution of a package type count as one's own. */
export function ownMakers(packageType: string): OwnMakers {
  const own = knownDistributions.flatMap((one) => (one.packageType === packageType ? (one.own ?? []) : []));
  return {
    domains: own.flatMap(({ domains = [] }) => domains),
    names: own.flatMap(({ names = [] }) => names),
    bugs: own.flatMap(({ bugs = [] }) => bugs),
  };
}
