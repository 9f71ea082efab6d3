import { SeaworthyError } from '../../../core/index.ts';
import type { SqlitePages } from './pages.ts';
import { readVarint } from './record.ts';
import { viewOf } from './view.ts';

const interiorTable = 0x05;
const leafTable = 0x0d;
const smallestCell = 4;

/** One row as it is stored. */
export interface StoredRow {
  readonly rowid: number;
  readonly payload: Uint8Array;
}

interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly isLeaf: boolean;
  readonly cells: readonly number[];
  /** Of an interior page: the child with the largest keys. */
  readonly rightmost: number;
}

/**
 * The rows of a table, in the order of their ids (sqlite.org, "Database File Format", 1.6). A page that is damaged is told by `onDamage` and left out, with
 * what lies below it; the others are read. Every page is taken once, and the cells of a page are together no larger than it, so that whatever
 * a file claims, reading it takes no longer than its bytes allow.
 */
export function* readTable(
  pages: SqlitePages,
  root: number,
  onDamage: (why: string) => void,
): Generator<StoredRow, void, undefined> {
  // The next page is the last of the list.
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = attempt(() => takePage(pages, number), onDamage);
    if (page === undefined) continue;
    if (page.isLeaf) yield* rowsOf(pages, page, number, onDamage);
    else {
      waiting.push(page.rightmost);
      for (const at of page.cells.toReversed()) waiting.push(page.view.getUint32(at));
    }
  }
}

function attempt<Value>(run: () => Value, onDamage: (why: string) => void): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    onDamage(error.why ?? error.message);
    return undefined;
  }
}

function takePage(pages: SqlitePages, number: number): Page {
  const bytes = pages.take(number);
  const view = viewOf(bytes);
  const start = number === 1 ? 100 : 0;
  const type = view.getUint8(start);
  if (type !== interiorTable && type !== leafTable)
    throw pages.damaged(`page ${number} is of kind ${type}, and no table`);
  const isLeaf = type === leafTable;
  const count = view.getUint16(start + 3);
  const list = start + (isLeaf ? 8 : 12);
  if (list + 2 * count > pages.header.usable) throw pages.damaged(`page ${number} cannot have ${count} cells`);
  const cells = Array.from({ length: count }, (_, index) => view.getUint16(list + 2 * index));
  if (cells.some((at) => at < list + 2 * count || at + smallestCell > pages.header.usable))
    throw pages.damaged(`a cell of page ${number} lies beyond it`);
  return { bytes, view, isLeaf, cells, rightmost: isLeaf ? 0 : view.getUint32(start + 8) };
}

function* rowsOf(
  pages: SqlitePages,
  page: Page,
  number: number,
  onDamage: (why: string) => void,
): Generator<StoredRow, void, undefined> {
  let left = pages.header.usable;
  for (const at of page.cells) {
    const row = attempt(() => {
      const cell = readCell(pages, page, at, number);
      left -= cell.size;
      if (left < 0) throw pages.damaged(`the cells of page ${number} lie in one another`);
      return { rowid: cell.rowid, payload: wholePayload(pages, page, cell) };
    }, onDamage);
    if (row !== undefined) yield row;
    // Whatever else it claims is the same bytes again.
    if (left < 0) return;
  }
}

interface Cell {
  readonly rowid: number;
  readonly length: number;
  /** Where the part of the payload that is in the page begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

function readCell(pages: SqlitePages, { bytes }: Page, at: number, number: number): Cell {
  const length = readVarint(bytes, at);
  const rowid = length && readVarint(bytes, length.end);
  if (length === undefined || rowid === undefined) throw pages.damaged(`a cell of page ${number} is cut short`);
  if (length.value > pages.size) throw pages.damaged(`a row of page ${number} says that it is larger than the file`);
  const inPage = lengthInPage(length.value, pages.header.usable);
  const to = rowid.end + inPage;
  const end = inPage < length.value ? to + 4 : to;
  if (end > pages.header.usable) throw pages.damaged(`a row of page ${number} goes beyond it`);
  return { rowid: rowid.value, length: length.value, from: rowid.end, to, size: end - at };
}

/** How much of a payload is kept in the page of its table (1.6, "Cell Payload Overflow"). */
function lengthInPage(length: number, usable: number): number {
  const most = usable - 35;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

/** The payload, with what stands on overflow pages. */
function wholePayload(pages: SqlitePages, { bytes, view }: Page, { from, to, length }: Cell): Uint8Array {
  if (to - from === length) return bytes.subarray(from, to);
  const { usable } = pages.header;
  const parts = [bytes.subarray(from, to)];
  let next = view.getUint32(to);
  for (let left = length - (to - from); left > 0; left -= usable - 4) {
    if (next === 0) throw pages.damaged(`a row ends ${left} bytes before it should`);
    const page = pages.take(next);
    parts.push(page.subarray(4, 4 + Math.min(left, usable - 4)));
    next = viewOf(page).getUint32(0);
  }
  return Buffer.concat(parts, length);
}
