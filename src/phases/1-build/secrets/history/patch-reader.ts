import { defined } from '../../../../core/index.ts';

/** Who added a line to a file, and when, as far as the text tells. */
export interface PatchCommit {
  readonly id: string;
  /** As written: `2024-01-02T03:04:05+00:00`, or a form of git's own. */
  readonly date?: string;
}

/** What one commit, or one diff, added to one file. */
export interface AddedText {
  readonly path: string;
  readonly commit?: PatchCommit;
  readonly bytes: Uint8Array;
  /** The number in the file of a line of `bytes`, both from 1. */
  lineOf(line: number): number;
}

/** What was read of a text of patches. */
export interface PatchSummary {
  readonly commits: number;
  readonly files: number;
  /** Files whose content git does not show as text. */
  readonly binary: number;
  /** Files of which a diff added more than is held, cut there. */
  readonly cut: readonly string[];
}

/** Bytes that one diff of one file may add. */
const mostAdded = 32 * 1024 * 1024;
/** A line is cut behind this many bytes. */
const mostInLine = 8 * 1024 * 1024;
const mostCutNamed = 20;

const lineFeed = 0x0a;
const commitLine = /^commit ([0-9a-f]{40}|[0-9a-f]{64})(?: |$)/;
const hunkLine = /^(@@+) (?:-\d+(?:,\d+)? )+\+(\d+)(?:,(\d+))? @@/;

/** Lines of the new file and of the old ones that a hunk still has, the number of the next, and how many columns of signs stand before each. */
interface Hunk {
  left: number;
  old: number;
  next: number;
  readonly columns: number;
}

/**
 * Reads what `git log -p` and `git diff` write (git-diff(1), "Generating patch text with -p", "Combined diff format"), line after line: what each commit
 * added to each file. Of a merge counts what is in none of its parents. Messages, and lines that were there before, are passed over. Bounded: only one
 * file's additions are held.
 */
export class PatchReader {
  readonly #found: (added: AddedText) => void;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #commit: PatchCommit | undefined;
  #path: string | undefined;
  #added: Buffer[] = [];
  #addedBytes = 0;
  #lines: number[] = [];
  #hunk: Hunk | undefined;
  #commits = 0;
  #files = 0;
  #binary = 0;
  readonly #cut = new Set<string>();

  constructor(found: (added: AddedText) => void) {
    this.#found = found;
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let from = 0;
    for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
      this.#hold(bytes.subarray(from, to));
      this.#line(this.#rest.length === 1 ? (this.#rest[0] as Buffer) : Buffer.concat(this.#rest));
      [this.#rest, this.#restBytes] = [[], 0];
      from = to + 1;
    }
    // The chunk may be used again by whoever lent it.
    if (from < bytes.length) this.#hold(Buffer.from(bytes.subarray(from)));
  }

  end(): PatchSummary {
    if (this.#restBytes > 0) this.#line(Buffer.concat(this.#rest));
    this.#endFile();
    return { commits: this.#commits, files: this.#files, binary: this.#binary, cut: [...this.#cut] };
  }

  #hold(part: Buffer): void {
    const room = mostInLine - this.#restBytes;
    if (room <= 0) {
      this.#tellCut();
      return;
    }
    this.#rest.push(part.subarray(0, room));
    this.#restBytes += Math.min(room, part.length);
  }

  #tellCut(): void {
    if (this.#cut.size < mostCutNamed) this.#cut.add(this.#path ?? 'a line');
  }

  #line(line: Buffer): void {
    const hunk = this.#hunk;
    if (hunk !== undefined && (hunk.left > 0 || hunk.old > 0) && this.#inHunk(line, hunk)) return;
    const text = line.subarray(0, 4_096).toString('latin1').replace(/\r$/, '');
    const commit = commitLine.exec(text)?.[1];
    if (commit !== undefined) {
      this.#endFile();
      this.#commits += 1;
      this.#commit = { id: commit };
      return;
    }
    const date = /^(?:Author)?Date: +(\S.{0,60})$/.exec(text)?.[1];
    if (date !== undefined && this.#commit !== undefined && this.#path === undefined) {
      this.#commit = { ...this.#commit, date };
      return;
    }
    if (/^diff --(?:git|cc|combined) /.test(text)) {
      this.#endFile();
      this.#files += 1;
      // The name of a file without text stands here alone; one with text says it again.
      this.#path = '';
      return;
    }
    if (this.#path === undefined) return;
    if (text.startsWith('Binary files ') || text === 'GIT binary patch') this.#binary += 1;
    else if (text.startsWith('+++ ')) this.#path = pathOf(text.slice(4));
    else this.#beginHunk(text);
  }

  #beginHunk(text: string): void {
    const found = hunkLine.exec(text);
    if (found === null) return;
    const [, signs = '@@', start = '1', count = '1'] = found;
    const columns = signs.length - 1;
    const olds = [...text.slice(0, found[0].length).matchAll(/ -\d+(?:,(\d+))?/g)].map(([, n = '1']) => Number(n));
    this.#hunk = { left: Number(count), old: olds.reduce((sum, n) => sum + n, 0), next: Number(start), columns };
    // Nothing that stands in two hunks is one thing.
    if (this.#added.length > 0) this.#add(Buffer.alloc(0), this.#hunk.next);
  }

  /** Whether the line is one of the hunk. */
  #inHunk(line: Buffer, hunk: Hunk): boolean {
    const signs = line.subarray(0, hunk.columns).toString('latin1');
    if (line[0] === 0x5c) return true;
    if (!/^[ +-]*$/.test(signs) || (signs.length < hunk.columns && line.length > 0)) return false;
    if (signs.includes('-')) {
      hunk.old -= [...signs].filter((sign) => sign === '-').length;
      return true;
    }
    if (hunk.left <= 0) return false;
    if (/^\++$/.test(signs)) this.#add(Buffer.from(line.subarray(hunk.columns)), hunk.next);
    else hunk.old -= signs === '' ? hunk.columns : [...signs].filter((sign) => sign === ' ').length;
    hunk.left -= 1;
    hunk.next += 1;
    return true;
  }

  #add(line: Buffer, number: number): void {
    if (this.#addedBytes + line.length > mostAdded) {
      this.#tellCut();
      return;
    }
    this.#added.push(line, newLine);
    this.#addedBytes += line.length + 1;
    this.#lines.push(number);
  }

  #endFile(): void {
    if (this.#addedBytes > 0 && this.#path !== undefined && this.#path !== '/dev/null') {
      const lines = this.#lines;
      this.#found({
        path: this.#path,
        ...defined({ commit: this.#commit }),
        bytes: Buffer.concat(this.#added),
        lineOf: (line) => lines[line - 1] ?? lines.at(-1) ?? 1,
      });
    }
    [this.#path, this.#added, this.#addedBytes, this.#lines, this.#hunk] = [undefined, [], 0, [], undefined];
  }
}

const newLine = Buffer.from('\n');

/** `b/docs/a.txt`, or the same in quotes with escapes as in C where it has characters that do not print (git-diff(1)). */
function pathOf(written: string): string {
  const [bare = ''] = written.split('\t');
  const plain = bare.startsWith('"') ? unquoted(bare) : Buffer.from(bare, 'latin1').toString();
  return plain === '/dev/null' ? plain : plain.replace(/^[a-z]\//, '');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unquoted(quoted: string): string {
  const inside = quoted.slice(1, quoted.lastIndexOf('"'));
  const bytes = inside.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8) & 0xff) : (escapes[code] ?? code),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
