import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asSeaworthyError, formatPurl, SeaworthyError } from '../../../../core/index.ts';
import { discard, isObject, makeFolder, parseJson } from '../../../../foundations/formats/index.ts';

/*
 * Archives of Java that somebody has published, by the SHA-1 of the file: repositories of Maven publish it beside each. A file in the folder of the advisory
 * database that the user made of a list of their own, so that what has no coordinates in it is identified without a network.
 */

/** What is known of files, by their SHA-1 in hexadecimal. */
export interface ArchiveList {
  /** Package URLs under which a file was published; none where it is not known. */
  published(sha1: string): readonly string[];
  close(): void;
}

const folderOf = (directory: string): string => join(directory, 'archives');
const fileOf = (directory: string): string => join(folderOf(directory), 'java.sqlite');

/** Raised when the form of the file changes. */
const form = 1;
/** Coordinates that are kept of one file: more tell no more. */
const mostOfOne = 5;

interface Entry {
  readonly sha1: string;
  readonly purl: string;
}

const word = /^[A-Za-z0-9_.+~-]{1,256}$/;

/** One line: `sha1,group,artifact,version`, or an object with these members. */
function readEntry(line: string, where: string): Entry {
  const refused = (): SeaworthyError =>
    new SeaworthyError('E_FORMAT', 'this is no SHA-1 with coordinates', {
      where,
      next: 'Write lines such as SHA1,GROUP,ARTIFACT,VERSION, or JSON objects with the members sha1, group, artifact and version.',
    });
  const fields = line.startsWith('{') ? membersOf(parseJson(Buffer.from(line), where)) : line.split(',');
  const [sha1 = '', group = '', artifact = '', version = ''] = fields.map((field) => field.trim());
  const isEntry =
    fields.length === 4 && /^[0-9a-f]{40}$/i.test(sha1) && [group, artifact, version].every((text) => word.test(text));
  if (!isEntry) throw refused();
  return { sha1: sha1.toLowerCase(), purl: formatPurl({ type: 'maven', namespace: group, name: artifact, version }) };
}

const membersOf = (value: unknown): readonly string[] =>
  isObject(value) ? ['sha1', 'group', 'artifact', 'version'].map((name) => String(value[name] ?? '')) : [];

/**
 * Makes the list of these lines, in place of the one that is there; all of it or nothing. Empty lines, comments (`#`) and a heading of CSV count for nothing.
 * Throws `E_FORMAT` with the number of the line that is none, `E_WRITE`.
 */
export async function writeArchiveList(directory: string, lines: AsyncIterable<string>, name: string): Promise<number> {
  const folder = folderOf(directory);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.sqlite`);
  try {
    makeFolder(folder);
    const database = new DatabaseSync(temporary);
    try {
      const entries = await writeLines(database, lines, name);
      if (entries === 0)
        throw new SeaworthyError('E_FORMAT', 'the list names no archive: the one before stays', { where: name });
      database.close();
      renameSync(temporary, fileOf(directory));
      return entries;
    } finally {
      if (database.isOpen) database.close();
    }
  } catch (cause) {
    discard(temporary);
    throw asSeaworthyError(cause, 'E_WRITE', 'the list of archives cannot be written', folder);
  }
}

async function writeLines(database: DatabaseSync, lines: AsyncIterable<string>, name: string): Promise<number> {
  database.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA user_version = ${form};
    CREATE TABLE archives (sha1 BLOB, purl TEXT, PRIMARY KEY (sha1, purl)) WITHOUT ROWID;
    BEGIN;
  `);
  const insert = database.prepare('INSERT OR IGNORE INTO archives (sha1, purl) VALUES (?, ?)');
  let [number, entries] = [0, 0];
  for await (const raw of lines) {
    number++;
    const line = raw.replace(/\r$/, '').trim();
    if (line === '' || line.startsWith('#') || (number === 1 && /^sha1,/i.test(line))) continue;
    const { sha1, purl } = readEntry(line, `${name}, line ${number}`);
    insert.run(Buffer.from(sha1, 'hex'), purl);
    entries++;
  }
  database.exec('COMMIT;');
  return entries;
}

/** Opens the list that is there; undefined where none was made. Throws `E_DATABASE` where it cannot be read. */
export function openArchiveList(directory: string): ArchiveList | undefined {
  const path = fileOf(directory);
  if (!existsSync(path)) return undefined;
  const failed = (cause: unknown): SeaworthyError =>
    asSeaworthyError(cause, 'E_DATABASE', 'the list of archives cannot be read', path);
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    const version = database.prepare('PRAGMA user_version').get()?.user_version;
    if (version !== form) {
      database.close();
      throw new SeaworthyError('E_DATABASE', 'the list of archives is of another version of Seaworthy', {
        where: path,
        next: 'Make it again with `seaworthy db archives FILE`.',
      });
    }
    const find = database.prepare(`SELECT purl FROM archives WHERE sha1 = ? ORDER BY purl LIMIT ${mostOfOne}`);
    return {
      published(sha1) {
        try {
          return find.all(Buffer.from(sha1, 'hex')).flatMap(({ purl }) => (typeof purl === 'string' ? [purl] : []));
        } catch (cause) {
          throw failed(cause);
        }
      },
      close: () => database.close(),
    };
  } catch (cause) {
    throw failed(cause);
  }
}
