import type { Package } from './inventory.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Sorted = Pick<Package, 'type' | 'name' | 'version' | 'path'>;

/** The order of packages in an inventory: by type, name, version, path. */
export const comparePackages = (a: Sorted, b: Sorted): number =>
  compare(a.type, b.type) || compare(a.name, b.name) || compare(a.version, b.version) || compare(a.path, b.path);
