import {
  comparePackages,
  defined,
  type Inventory,
  type Package,
  type PartRun,
  parsePurl,
  type Unidentified,
} from '../../../../core/index.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';
import type { ArchiveList } from './archive-list.ts';

/** The part that looks files up by what they hash to. */
const part = 'archives';

const isAsked = ({ sha1 }: Unidentified): boolean => sha1 !== undefined;

/** Whether a list of archives could tell something of an inventory. */
export const hasUnknownArchives = ({ coverage }: Inventory): boolean => coverage.unidentified.some(isAsked);

/**
 * The inventory with those of its archives that a list knows. One that was published under several coordinates stays what it is, with all of them: nobody
 * can tell which it is. Pure but for the list.
 */
export function identify(inventory: Inventory, list: ArchiveList): Inventory {
  const packages = new Map(inventory.packages.map((one) => [one.id, one]));
  const found: Package[] = [];
  let asked = 0;
  const unidentified = inventory.coverage.unidentified.flatMap((one): Unidentified[] => {
    if (one.sha1 === undefined) return [one];
    asked++;
    const purls = list.published(one.sha1);
    const made = purls.length === 1 ? packageOf(purls[0] ?? '', one) : undefined;
    if (made === undefined) return [purls.length > 1 ? { ...one, what: withNames(one.what, purls) } : one];
    if (!packages.has(made.id)) found.push(made);
    packages.set(made.id, packages.get(made.id) ?? made);
    return [];
  });
  const run: PartRun = { id: part, version: 1, files: asked, found: found.length, state: 'complete' };
  const parts = [...inventory.coverage.parts.filter(({ id }) => id !== part), run];
  return {
    ...inventory,
    packages: [...packages.values()].sort(comparePackages),
    coverage: { ...inventory.coverage, parts, unidentified },
  };
}

const published = ', published as ';

const withNames = (what: string, purls: readonly string[]): string =>
  what.includes(published) ? what : `${what}${published}${purls.join(' and ')}`;

function packageOf(purl: string, { path, layer }: Unidentified): Package | undefined {
  const said = parsePurl(purl);
  const ecosystem = said && ecosystemOf(said.type);
  if (said === undefined || ecosystem?.versionOrder === undefined) return undefined;
  const separator = ecosystem.osv?.separator ?? '/';
  return {
    id: `${purl} /${path}`,
    name: said.namespace === undefined ? said.name : `${said.namespace}${separator}${said.name}`,
    version: said.version ?? '',
    purl,
    type: said.type,
    versionOrder: ecosystem.versionOrder,
    licences: [],
    path,
    paths: [path],
    ...defined({ layer }),
    files: [],
    foundBy: part,
  };
}
