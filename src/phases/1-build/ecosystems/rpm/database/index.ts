import { readSqliteLog } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { rpmFolders } from '../places.ts';
import { readDatabase } from './read-database.ts';

const names = ['rpmdb.sqlite', 'Packages.db', 'Packages'];
/** What SQLite leaves beside a database whose last writer did not come to its end. */
const [log, journal] = ['rpmdb.sqlite-wal', 'rpmdb.sqlite-journal'];

const unread =
  'changes that are not in the database yet stand here: what they say of packages is not in this inventory';

/** A file is handed alone, so that of what stands beside the database only that it matters can be told. */
function besideDatabase(path: string, bytes: Uint8Array): Extraction | undefined {
  if (path.endsWith(`/${log}`)) {
    return readSqliteLog(bytes, path) === undefined ? nothing : { ...nothing, problems: [unread] };
  }
  if (path.endsWith(`/${journal}`)) {
    // An empty head is how SQLite marks one that is done with (sqlite.org, "Database File Format", 3).
    const isDone = bytes.subarray(0, 8).every((byte) => byte === 0);
    return isDone ? nothing : { ...nothing, problems: [unread] };
  }
  return undefined;
}

/** Red Hat, SUSE, Amazon Linux and kin: the database of rpm in each form that it ever had, and in each place. */
export const rpmDatabase: Extractor = {
  id: 'rpm',
  version: 2,
  title: 'Packages installed by rpm (Red Hat, SUSE, Amazon Linux)',
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  wanted: { places: rpmFolders.flatMap((folder) => [...names, log, journal].map((name) => `${folder}/${name}`)) },
  maxBytes: 512 * 1024 * 1024,
  isDatabase: true,
  extract: (path, bytes) => besideDatabase(path, bytes) ?? readDatabase(path, bytes),
};
