/** "Swly" in ASCII: tells file(1) and us whose database it is. */
export const applicationId = 0x53_77_6c_79;

/*
 * `head` is the end of the chain. It is a row of its own so that records that were cut off show.
 * `records` holds headers, field by field: verifying puts them together again. `names` is an index over the `names` member of the headers.
 * `payloads` are kept once per content: the same inventory seen every day takes the room of one. `stored` is the digest of `body` as it lies there,
 * checked before anything is inflated.
 */
const tables = `
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ledger TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE TABLE records (
  sequence INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  format INTEGER NOT NULL,
  kind TEXT NOT NULL,
  shape INTEGER NOT NULL,
  subject TEXT NOT NULL,
  names TEXT NOT NULL,
  producer TEXT NOT NULL,
  producer_version TEXT NOT NULL,
  data TEXT NOT NULL,
  time TEXT NOT NULL,
  payload_digest TEXT NOT NULL,
  payload_bytes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_digest ON records (digest);
CREATE INDEX records_subject ON records (subject, kind, sequence);
CREATE INDEX records_kind ON records (kind, sequence);
CREATE INDEX records_payload ON records (payload_digest);
CREATE TABLE names (
  sequence INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (sequence, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_name ON names (name, sequence);
CREATE TABLE payloads (
  digest TEXT PRIMARY KEY,
  encoding TEXT NOT NULL CHECK (encoding IN ('json', 'zstd')),
  stored TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
`;

/*
 * The `origin` of a record is the ledger that wrote it, that of `head` the one that writes here: made with the file and never taken over from another, so that
 * two ledgers that go on from the same export tell their records apart. Records of before have none.
 */
const origins = `
ALTER TABLE records ADD COLUMN origin TEXT;
ALTER TABLE head ADD COLUMN origin TEXT;
`;

/** What makes the tables of each version out of those of the one before; of nothing the first. Only ever added to. */
export const schemaSteps: readonly string[] = [tables, origins];

/** Raised when the tables change. */
export const schemaVersion: number = schemaSteps.length;

/**
 * Shows a file of an older version that cannot be written to as if it had the tables of today: views of the connection, which stand before the tables.
 */
export const viewsOverOlder: ReadonlyMap<number, string> = new Map([
  [
    1,
    `CREATE TEMP VIEW records AS SELECT *, NULL AS origin FROM main.records;
     CREATE TEMP VIEW head AS SELECT *, NULL AS origin FROM main.head;`,
  ],
]);
