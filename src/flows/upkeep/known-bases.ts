import { dirname, join } from 'node:path';
import { asSeaworthyError, type Problem, SeaworthyError } from '../../core/index.ts';
import { compileGlob, makeFolder, nameGlob, readFileBytes } from '../../foundations/formats/index.ts';
import {
  baseListLimits,
  type KnownBase,
  readKnownBases,
  writtenBases,
} from '../../phases/1-build/base-images/index.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { type BasesFound, findBases } from './find-bases.ts';

/** Where the list lies that the database carries. */
export const basesFile = ({ databaseDirectory }: Pick<Settings, 'databaseDirectory'>): string =>
  join(databaseDirectory, 'bases.json');

/** What the lists at hand know, and why the one of the database is not among them. */
export interface ListedBases {
  readonly bases: readonly KnownBase[];
  readonly problems: readonly Problem[];
}

/**
 * The base images that the database knows, and those of the team's list where the settings name one. Throws what `readKnownBases` throws (nothing is found by half a
 * list), and `E_READ` for the list that somebody named; one that nobody named and nobody may read is told, and takes nothing else from a scan.
 */
export function listedBases(settings: Settings): ListedBases {
  const { baseImagesFile: file } = settings;
  const own = readOwn(basesFile(settings));
  if (file === undefined) return own;
  const listed = readList(file);
  if (listed !== undefined) return { ...own, bases: [...listed, ...own.bases] };
  throw new SeaworthyError('E_READ', 'there is no such list of base images', {
    where: file,
    next: 'Make one with `seaworthy db bases REPOSITORY`.',
  });
}

function readOwn(file: string): ListedBases {
  try {
    return { bases: readList(file) ?? [], problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== 'E_READ') throw error;
    const message = `bases that the database lists were not looked for: ${error.message}`;
    return { bases: [], problems: [{ code: error.code, message, where: file, part: 'bases', incomplete: false }] };
  }
}

/** Undefined where there is no such file. */
function readList(file: string): readonly KnownBase[] | undefined {
  const bytes = readFileBytes(file, baseListLimits.bytes);
  return bytes === undefined ? undefined : readKnownBases(bytes, file);
}

/**
 * The list in a file with what repositories have besides, of all tags or of those that fit a pattern, as text. Throws what `readKnownBases` throws for a list that is
 * damaged, `E_LIMIT` where it would be too long to be read, `E_WRITE` where
 * its folder cannot be made, and what `findBases` throws.
 */
export async function addBases(
  repositories: readonly string[],
  patterns: readonly string[],
  file: string,
  given: Settings | Session,
): Promise<Omit<BasesFound, 'bases'> & { readonly text: string; readonly bases: number }> {
  const known = readList(file) ?? [];
  try {
    // Where it cannot be kept, nobody need be asked.
    makeFolder(dirname(file));
  } catch (error) {
    throw asSeaworthyError(error, 'E_WRITE', 'the folder of the list cannot be made', dirname(file));
  }
  const globs = patterns.map((pattern) => compileGlob(pattern, nameGlob));
  const isWanted = (tag: string): boolean => globs.length === 0 || globs.some((fits) => fits(tag));
  const { bases: found, problems, tags } = await findBases(repositories, isWanted, given);
  const text = writtenBases(known, found);
  const bases = readKnownBases(Buffer.from(text), file).length;
  return { text, bases, problems, tags };
}
