import { defaultLimits } from '../../../src/core/index.ts';
import { inflate, readSqliteLog, readZip, SqliteDatabase, TarReader } from '../../../src/foundations/formats/index.ts';
import {
  parseImageConfig,
  parseIndex,
  parseManifestOrIndex,
  parseReference,
} from '../../../src/foundations/images/index.ts';
import { imageBlobs, imageIndex, layer, makeZip, sqliteFile, tarArchive } from '../../fixtures/index.ts';
import { type FuzzTarget, text } from '../fuzz.ts';

const entries = [
  { path: 'etc/os-release', body: 'ID=alpine\n' },
  { path: 'bin', kind: 'directory' },
  { path: 'bin/sh', kind: 'symlink', link: '/bin/busybox' },
  { path: 'bin/ls', kind: 'hardlink', link: 'etc/os-release' },
  { path: `long/${'x'.repeat(140)}`, body: 'long' },
  { path: 'gone', kind: 'whiteout' },
] as const;
const image = imageBlobs({ layers: [layer(entries)] });
const limits = defaultLimits;

/** Reads a tar as layers are read: some bodies wanted, problems told. */
function readTar(bytes: Uint8Array): void {
  const reader = new TarReader(
    { entry: ({ path }) => (path.startsWith('etc/') ? 'body' : 'head'), head: () => false, body: () => {} },
    { maxEntries: 10_000, maxPathBytes: 4_096, onProblem: () => {} },
  );
  // In pieces, as they come from a decompressor.
  for (let at = 0; at < bytes.length; at += 700) reader.push(bytes.subarray(at, at + 700));
  reader.end();
}

async function readCompressed(bytes: Uint8Array): Promise<void> {
  const source = (async function* () {
    yield bytes;
  })();
  await inflate(source, () => {}, { maxBytes: 1024 * 1024, maxInflatedBytes: 16 * 1024 * 1024, where: 'fuzz' });
}

const decoder = new TextDecoder();

/** A database with an overflow page in every row, and a log with changes that it does not have yet. */
const database = sqliteFile((made) => {
  made.exec('PRAGMA page_size = 512; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a, b)');
  for (let i = 0; i < 9; i++) made.prepare('INSERT INTO t VALUES (?, ?)').run(i, Buffer.alloc(700, i));
  made.exec('PRAGMA wal_checkpoint; INSERT INTO t VALUES (0.5, NULL)');
});

function readDatabase(bytes: Uint8Array, log?: Uint8Array): void {
  const found = new SqliteDatabase(bytes, 'fuzz', () => {}, log && readSqliteLog(log, 'fuzz'));
  for (const row of found.rows('t')) row.get('b');
}

export const archives: readonly FuzzTarget[] = [
  { name: 'tar', seeds: [tarArchive(entries), tarArchive(entries, { longNames: 'gnu' })], read: readTar },
  {
    name: 'gzip and zstd',
    seeds: [layer(entries).blob, layer(entries, 'zstd').blob, layer(entries, 'none').blob],
    read: readCompressed,
  },
  {
    name: 'zip',
    seeds: [
      makeZip([
        { name: 'a.json', content: '{}' },
        { name: 'b/c.txt', content: 'text '.repeat(50) },
      ]),
    ],
    read: (bytes) => {
      for (const entry of readZip(bytes, 'fuzz')) entry.read();
    },
  },
  { name: 'SQLite database', seeds: [database.bytes], read: (bytes) => readDatabase(bytes) },
  {
    name: 'SQLite write-ahead log',
    seeds: database.log ? [database.log] : [],
    read: (bytes) => readDatabase(database.bytes, bytes),
  },
  {
    name: 'image manifest',
    seeds: [image.manifestBytes, imageIndex([image.manifest]).bytes],
    read: (bytes) => parseManifestOrIndex(bytes, 'fuzz', limits),
  },
  {
    name: 'image index',
    seeds: [imageIndex([image.manifest, image.manifest]).bytes],
    read: (bytes) => parseIndex(bytes, 'fuzz', limits),
  },
  { name: 'image configuration', seeds: [image.configBytes], read: (bytes) => parseImageConfig(bytes, 'fuzz', limits) },
  {
    name: 'image reference',
    seeds: ['alpine', 'registry.example.com:5000/a/b:1.2', `a/b@sha256:${'0'.repeat(64)}`, '[::1]:5000/a:b']
      .slice(0, 3)
      .map(text),
    read: (bytes) => parseReference(decoder.decode(bytes)),
  },
];
