import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asSeaworthyError, type Problem, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { isVex, readVex, type VexSource } from '../../phases/1-build/advisories/index.ts';

/** Bytes of one document. */
export const maxVexBytes = 64 * 1024 * 1024;
const longestMessage = 1_000;
const mostFiles = 10_000;
const deepest = 8;

/** What was taken, and what was there and is none. */
export interface TakenVex {
  readonly sources: readonly VexSource[];
  readonly problems: readonly Problem[];
}

export const vexProblem = (
  code: Problem['code'],
  message: string,
  where: string,
  incomplete: boolean = false,
): Problem => ({
  code,
  // Texts of documents stand in it, which anybody can have written.
  message: message.slice(0, longestMessage).toWellFormed(),
  where,
  part: 'vex',
  incomplete,
});

/**
 * The document, or the documents of a folder, that the user names. One that is named and cannot be read is an error: whoever named it counts on it. Of a folder the
 * others count all the same, and the result is incomplete. Beside the documents of a folder may lie other files: those are told. Throws `E_TARGET_NOT_FOUND`, `E_READ`, `E_FORMAT`, `E_LIMIT`.
 */
export async function namedVex(place: string): Promise<TakenVex> {
  if (isFolder(place)) return ofFolder(place);
  const bytes = readFileBytes(place, maxVexBytes);
  if (bytes === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such VEX document', { where: place });
  const source = await vexOf(bytes, place);
  const isSilent = source.document.statements.length === 0;
  const problems = isSilent ? [vexProblem('E_INCOMPLETE', 'this VEX document makes no statement', place)] : [];
  return { sources: [source], problems };
}

/** A document of these bytes. Throws `E_FORMAT`, `E_LIMIT`. */
export async function vexOf(bytes: Uint8Array, where: string): Promise<VexSource> {
  const { jsonValue } = await import('../../foundations/sbom/index.ts');
  return { where, document: readVex(await jsonValue(bytes, where), where) };
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function ofFolder(folder: string): Promise<TakenVex> {
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  for (const file of filesIn(folder)) {
    try {
      const bytes = readFileBytes(file, maxVexBytes);
      const { jsonValue } = await import('../../foundations/sbom/index.ts');
      const value = bytes && (await jsonValue(bytes, file));
      if (isVex(value)) sources.push({ where: file, document: readVex(value, file) });
      else problems.push(vexProblem('E_FORMAT', 'this file is no VEX document, so that it says nothing here', file));
    } catch (error) {
      const { code, message, why } = asSeaworthyError(error, 'E_READ', 'the file cannot be read', file);
      const text = [message, why].filter(Boolean).join(': ');
      problems.push(vexProblem(code, `this file may be a VEX document and cannot be read: ${text}`, file, true));
    }
  }
  if (sources.length > 0) return { sources, problems };
  throw new SeaworthyError('E_FORMAT', 'no VEX document is in the folder', {
    where: folder,
    ...(problems[0] === undefined ? {} : { why: `${problems[0].where}: ${problems[0].message}` }),
  });
}

/** Files of JSON and XML, in the order of their names. */
function filesIn(folder: string): readonly string[] {
  const files: string[] = [];
  const walk = (path: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      const inside = join(path, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && depth < deepest) walk(inside, depth + 1);
      else if (/\.(?:json|xml|vex|openvex|csaf)$/i.test(entry.name) && !entry.isDirectory()) files.push(inside);
      if (files.length > mostFiles)
        throw new SeaworthyError('E_LIMIT', `more than ${mostFiles} files in the folder`, { where: folder });
    }
  };
  walk(folder, 0);
  return files;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'the folder cannot be read', folder);
  }
}
