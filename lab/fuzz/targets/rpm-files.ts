import { int32, littleEndianRpmFile, ndbFile, rpmHeader, sqliteFile } from '../../fixtures/index.ts';

const headers = ['a', 'b'].map((name) =>
  rpmHeader({
    ...{ 1000: name, 1001: '1.0', 1002: '1.el9', 1003: int32(1), 1014: 'MIT', 1022: 'noarch', 1044: 'a-1.0-1.src.rpm' },
    ...{ 1049: ['/opt/a', '(a or c)'], 1116: int32(0, 0), 1117: ['a', 'x'.repeat(800)], 1118: ['/opt/'] },
  }),
);

const sqlite = sqliteFile((database) => {
  database.exec('PRAGMA page_size = 512; CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)');
  for (const header of headers) database.prepare('INSERT INTO Packages (blob) VALUES (?)').run(header);
});

/** A database of rpm of each of its kinds. */
export const rpmFiles: readonly (readonly [path: string, bytes: Uint8Array])[] = [
  ['var/lib/rpm/Packages.db', ndbFile(headers)],
  ['var/lib/rpm/rpmdb.sqlite', sqlite.bytes],
  ['var/lib/rpm/Packages', littleEndianRpmFile],
];
