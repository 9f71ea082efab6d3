import { alpm } from './alpm/order.ts';
import { apk } from './apk/order.ts';
import { composer } from './composer/order.ts';
import { conan } from './conan/order.ts';
import { cpan } from './cpan/order.ts';
import { cran } from './cran/order.ts';
import { dpkg } from './dpkg/order.ts';
import { gem } from './gem/order.ts';
import { gentoo } from './gentoo/order.ts';
import { go } from './go/order.ts';
import { hackage } from './hackage/order.ts';
import { maven } from './maven/order.ts';
import { nix } from './nix/order.ts';
import { nuget } from './nuget/order.ts';
import { openssl } from './openssl/order.ts';
import { pep440 } from './pep440/order.ts';
import { pub } from './pub/order.ts';
import { rpm } from './rpm/order.ts';
import { semver } from './semver/order.ts';
import type { VersionOrder } from './version-order.ts';

export { isAffected } from './range.ts';
export type { VersionOrder } from './version-order.ts';
export { apk, dpkg, rpm };

/** Every version order there is. To add one: a folder beside these with the same file names, and one line here. */
export const versionOrders: readonly VersionOrder[] = [
  alpm,
  apk,
  composer,
  conan,
  cpan,
  cran,
  dpkg,
  gem,
  gentoo,
  go,
  hackage,
  maven,
  nix,
  nuget,
  openssl,
  pep440,
  pub,
  rpm,
  semver,
];

const byId = new Map(versionOrders.map((order) => [order.id, order]));

/** The order with this id, as `Package.versionOrder` names it. */
export function versionOrder(id: string): VersionOrder | undefined {
  return byId.get(id);
}
