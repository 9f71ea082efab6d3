import { compareSemver, hasNumbers } from '../semver/order.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * NuGet, "Package versioning": Semantic Versioning 2.0.0 with up to four numbers, missing ones being 0, where capital letters mean the same as small ones
 * and zeros before a number mean nothing.
 */

const grammar = /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** NuGet. */
export const nuget: VersionOrder = {
  id: 'nuget',
  title: 'NuGet',
  compare: (a, b) => compareSemver(a.toLowerCase(), b.toLowerCase()),
  isValid: (version) => grammar.test(version),
  hasPlace: hasNumbers,
};
