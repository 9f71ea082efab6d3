import {
  asSeaworthyError,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  whatAndWhy,
} from '../core/index.ts';
import { hasUnknownArchives, identify, openArchiveList, writeArchiveList } from '../phases/1-build/inventory/index.ts';
import type { Settings } from './settings.ts';

/**
 * Makes the list by which Java archives without coordinates are identified, of lines with their SHA-1: it lies in the database, and scans use it from then on.
 * Gives back how many archives it names.
 */
export function importArchives(lines: AsyncIterable<string>, name: string, settings: Settings): Promise<number> {
  return writeArchiveList(settings.databaseDirectory, lines, name);
}

/** The inventory with those archives that the user's own list knows. A list that cannot be read is told, and identifies nothing. */
export function withKnownArchives(inventory: Inventory, { databaseDirectory }: Settings): Inventory {
  if (!hasUnknownArchives(inventory)) return inventory;
  try {
    const list = openArchiveList(databaseDirectory);
    if (list === undefined) return inventory;
    try {
      return identify(inventory, list);
    } finally {
      list.close();
    }
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_DATABASE', 'the list of archives cannot be read', databaseDirectory);
    const problem: Problem = {
      code: error.code,
      message: whatAndWhy(error),
      where: error.where ?? databaseDirectory,
      part: 'archives',
      incomplete: true,
    };
    return { ...inventory, coverage: joinCoverage(inventory.coverage, { ...emptyCoverage, problems: [problem] }) };
  }
}
