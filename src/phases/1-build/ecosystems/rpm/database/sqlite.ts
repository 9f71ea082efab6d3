import { SqliteDatabase } from '../../../../../foundations/formats/index.ts';
import type { HeaderSource } from './header-source.ts';

const magic = 'SQLite format 3\u0000';

/** `rpmdb.sqlite`, since rpm 4.16: a table of which each row has the header of a package. */
export const sqliteBlobs: HeaderSource = {
  isOne: (bytes) => Buffer.from(bytes.subarray(0, 16)).toString('latin1') === magic,
  *headers(bytes, where, onDamage) {
    const database = new SqliteDatabase(bytes, where, onDamage);
    if (!database.has('Packages')) onDamage('it has no table Packages');
    for (const row of database.rows('Packages')) {
      const blob = row.get('blob');
      if (blob instanceof Uint8Array) yield blob;
      else onDamage(`row ${String(row.get('rowid'))} has no header`);
    }
  },
};
