/**
 * Compiled code that runs of before have left, by script. It is the engine's own form of it and holds for one build of the program and one of Node, which
 * the folder it lies in stands for; the engine refuses what does not fit. Its sum is checked besides, because the engine does not look for damage.
 */
export interface KeptCode {
  /** How many runs it was learned from. */
  readonly runs: number;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** What stands in the first line of the file: the parts follow one another as they are listed. */
interface Head {
  readonly runs: number;
  readonly sum: number;
  readonly parts: readonly (readonly [name: string, size: number])[];
}

/** Larger than all of the program; a file beyond it is none of ours. */
const mostBytes = 64 * 1024 * 1024;

/** Gives undefined where there is none or it is damaged. */
export function readKeptCode(file: string): KeptCode | undefined {
  try {
    const bytes = readOwnFile(file);
    if (bytes === undefined) return undefined;
    const end = bytes.indexOf('\n');
    const head = JSON.parse(bytes.toString('latin1', 0, end)) as Head;
    const parts = new Map<string, Uint8Array>();
    let at = end + 1;
    if (process.getBuiltinModule('node:zlib').crc32(bytes.subarray(at)) !== head.sum) return undefined;
    for (const [name, size] of head.parts) {
      parts.set(name, bytes.subarray(at, at + size));
      at += size;
    }
    return at === bytes.length && Number.isInteger(head.runs) ? { runs: head.runs, parts } : undefined;
  } catch {
    // Not there, not to be read, or no such file: then all is compiled anew.
    return undefined;
  }
}

/**
 * Who writes it decides what is run: nobody but the user. It is opened once, so that what was looked at is what is read; no link is followed, and a pipe
 * in its place is not waited for.
 */
function readOwnFile(file: string): Buffer | undefined {
  const fs = process.getBuiltinModule('node:fs');
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = fs.constants;
  const open = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const status = fs.fstatSync(open);
    const isOwn = process.getuid === undefined || (status.uid === process.getuid() && (status.mode & 0o022) === 0);
    return status.isFile() && status.size <= mostBytes && isOwn ? fs.readFileSync(open) : undefined;
  } finally {
    fs.closeSync(open);
  }
}

/** Writes it whole or not at all. What cannot be written is not kept. */
export function writeKeptCode(file: string, { runs, parts }: KeptCode): void {
  const fs = process.getBuiltinModule('node:fs');
  const body = Buffer.concat([...parts.values()]);
  const sum = process.getBuiltinModule('node:zlib').crc32(body);
  const head: Head = { runs, sum, parts: [...parts].map(([name, { length }]) => [name, length]) };
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]), {
      mode: 0o600,
      flag: 'wx',
    });
    fs.renameSync(temporary, file);
  } catch {
    try {
      fs.rmSync(temporary, { force: true });
    } catch {
      // Nothing was written.
    }
  }
}
