/*
 * What a partition's file is: a SQLite 3 database, written once and never changed. Anybody may open it.
 *
 *   records        one row per advisory and package. `key` is what a package is looked up by (the origin package, the module …); `body` is the
 *                  advisory as JSON (`Advisory` of src/core/advisory.ts) without what stands in `texts`.
 *   texts          the parts of an advisory that are the same for all of its packages, as JSON: title, details, references.
 *   names          every id, alias and covered id of a record, for searching.
 *   exploitation   what is known about a CVE id, for partitions of context: `known` is the KEV entry as JSON.
 *
 * `user_version` is `schemaVersion`; a file of another version is fetched anew. The manifest beside the file says where it came from.
 */

/** Raised when a reader of the old form would misread the new one. */
export const schemaVersion = 1;

/** "swap" as an application id (sqlite.org/pragma.html#pragma_application_id), so that `file` does not call it nameless. */
export const applicationId = 0x73776170;

/** Before the rows. Indices come after them: made in one go they are written in order. */
export const createTables = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
  CREATE TABLE texts (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE records (id INTEGER PRIMARY KEY, key TEXT NOT NULL, body TEXT NOT NULL, text INTEGER NOT NULL);
  CREATE TABLE names (name TEXT NOT NULL, record INTEGER NOT NULL);
  CREATE TABLE exploitation (cve TEXT PRIMARY KEY, probability REAL, percentile REAL, known TEXT) WITHOUT ROWID;
`;

export const createIndices = `
  CREATE INDEX records_key ON records (key);
  CREATE INDEX names_name ON names (name COLLATE NOCASE);
`;
