import type { Distribution, Package } from '../../../../core/index.ts';
import { apkOrigin } from './apk.ts';
import { debOrigin } from './deb.ts';
import { type Origin, ofDistribution } from './origin.ts';
import { rpmOrigin } from './rpm.ts';

export type { Origin } from './origin.ts';

/** How each kind of package tells whose it is. */
const readers: Readonly<Record<string, (found: Package, distribution: Distribution | undefined) => Origin>> = {
  apk: apkOrigin,
  deb: debOrigin,
  rpm: rpmOrigin,
};

/** Distributions of apk whose packages name neither commit nor maintainer as Alpine's do; nobody else publishes for them. */
const aloneIn: ReadonlySet<string> = new Set(['chainguard', 'minimos', 'wolfi']);

/**
 * Whose a package of a distribution's kind is, by what its database says of its maker. What an inventory of before does not say makes nothing
 * foreign: a missing field never does.
 */
export function originOf(found: Package, distribution: Distribution | undefined): Origin {
  const read = Object.hasOwn(readers, found.type) ? readers[found.type] : undefined;
  if (!read || (distribution && aloneIn.has(distribution.id))) return ofDistribution;
  return read(found, distribution);
}
