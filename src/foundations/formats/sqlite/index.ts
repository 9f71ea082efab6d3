import { columnsOf } from './columns.ts';
import type { SqliteLog } from './log.ts';
import { SqlitePages } from './pages.ts';
import { readRecord, type SqliteValue } from './record.ts';
import { readTable } from './table-tree.ts';

export { readSqliteLog, type SqliteLog } from './log.ts';
export type { SqliteValue } from './record.ts';

/** A row by the names of its columns, in lower case. Columns that were added after it was written are absent. */
export type SqliteRow = ReadonlyMap<string, SqliteValue>;

interface Table {
  readonly root: number;
  readonly sql: string;
}

/** Tables that are known by name; more have no database of interest. */
const maxTables = 10_000;

/**
 * A SQLite database as bytes that nobody trusts: its tables, read only. SQLite itself is not run on them. Rows that stand in a write-ahead log count when the
 * log is given (`readSqliteLog`); tables without row ids are not read.
 */
export class SqliteDatabase {
  readonly #pages: SqlitePages;
  readonly #tables = new Map<string, Table>();
  readonly #onDamage: (why: string) => void;

  /** Throws `E_FORMAT` for what is no database. `onDamage` is told, in a sentence each, what could not be read while rows are. */
  constructor(bytes: Uint8Array, where: string, onDamage: (why: string) => void, log?: SqliteLog) {
    this.#pages = new SqlitePages(bytes, where, log);
    this.#onDamage = onDamage;
    // The table of tables has its root on the first page: type, name, table, root page, statement.
    for (const [, type, name, , root, sql] of this.#records(1)) {
      if (type !== 'table' || typeof name !== 'string' || typeof root !== 'number' || typeof sql !== 'string') continue;
      if (this.#tables.size < maxTables) this.#tables.set(name.toLowerCase(), { root, sql });
    }
  }

  /** Whether there is a table of this name; capitals do not count. */
  has(table: string): boolean {
    return this.#tables.has(table.toLowerCase());
  }

  /** The rows of a table; none where there is no such table. What stands for the row id is null in its own column: see `rowid`. */
  *rows(table: string): Generator<SqliteRow, void, undefined> {
    const found = this.#tables.get(table.toLowerCase());
    if (found === undefined) return;
    const columns = columnsOf(found.sql);
    for (const [rowid = null, ...values] of this.#records(found.root)) {
      const row = new Map<string, SqliteValue>([['rowid', rowid]]);
      for (const [index, column] of columns.entries()) {
        const value = values[index];
        if (value !== undefined) row.set(column, value);
      }
      yield row;
    }
  }

  /** The row id and then the values of each row. */
  *#records(root: number): Generator<readonly SqliteValue[], void, undefined> {
    this.#pages.startReading();
    for (const { rowid, payload } of readTable(this.#pages, root, this.#onDamage)) {
      const values = readRecord(payload, this.#pages.header.encoding);
      if (typeof values === 'string') this.#onDamage(values);
      else yield [rowid, ...values];
    }
  }
}
