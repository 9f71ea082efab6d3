import type { Inventory, Package } from '../../../core/index.ts';
import { isSystemType } from '../ecosystems/index.ts';
import { areKnown } from './lists.ts';

/** Names of files that hold the text of a licence. */
const names = /^(?:un)?licen[cs]e(?:[._-][\w.-]{1,40})?$|^copying(?:[._-][\w.-]{1,40})?$/i;

/** A folder of `licenses` beside the file of a package, as Python's wheels have. */
const below = /^licen[cs]es\//i;

/** A package whose licence is not known, and the folder in which its text may lie. */
export interface Unlicensed {
  readonly package: Package;
  readonly folder: string;
}

/**
 * Packages that do not say their licence in words that are known, and that have a folder of their own: a text in a folder that several share is nobody's.
 */
export function unlicensed({ packages }: Pick<Inventory, 'packages'>): readonly Unlicensed[] {
  const folderOf = ({ path }: Package): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const uses = new Map<string, number>();
  for (const one of packages) uses.set(folderOf(one), (uses.get(folderOf(one)) ?? 0) + 1);
  return packages
    .filter((one) => !isSystemType(one.type) && one.evidence === undefined && !areKnown(one.licences))
    .map((one) => ({ package: one, folder: folderOf(one) }))
    .filter(({ folder }) => folder !== '' && uses.get(folder) === 1);
}

/** The folder whose licence a file may hold; undefined for a file that is none by its name. */
export function licenceFolder(path: string): string | undefined {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (names.test(name)) {
    if (below.test(`${parts.at(-1) ?? ''}/`)) parts.pop();
    return parts.join('/');
  }
  // Whatever lies in a folder of licences is one.
  return below.test(`${parts.pop() ?? ''}/`) ? parts.join('/') : undefined;
}
