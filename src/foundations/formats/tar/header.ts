import { SeaworthyError } from '../../../core/index.ts';
import { nameText } from './name-text.ts';
import { checksumHolds, tarNumber } from './numbers.ts';

/** A header block as it stands, before long names and extended headers. */
export interface RawHeader {
  readonly name: string;
  readonly link: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes that follow, before padding. */
  readonly size: number;
  /** Type flag as a character code. */
  readonly type: number;
  /** Old GNU sparse: size of the whole file, and whether map blocks follow. */
  readonly sparse?: { readonly realSize: number; readonly extended: boolean };
}

/** Type flags (pax(1), "typeflag"; GNU tar manual, "Basic Tar Format"). */
export const tarType = {
  file: 0x30,
  oldFile: 0,
  hardlink: 0x31,
  symlink: 0x32,
  character: 0x33,
  block: 0x34,
  directory: 0x35,
  pipe: 0x36,
  contiguous: 0x37,
  pax: 0x78,
  paxGlobal: 0x67,
  gnuLongName: 0x4c,
  gnuLongLink: 0x4b,
  gnuSparse: 0x53,
} as const;

/** The text of a field up to its first NUL. */
export function fieldText(bytes: Buffer, at: number, width: number): string {
  const nul = bytes.indexOf(0, at);
  const end = nul < 0 || nul > at + width ? at + width : nul;
  return end === at ? '' : nameText(bytes, at, end);
}

/** `ustar` at 257 and what follows it: POSIX, star, old GNU or none (version 7). */
function dialect(bytes: Buffer, at: number): 'ustar' | 'star' | 'gnu' | 'v7' {
  if (bytes.toString('latin1', at + 257, at + 262) !== 'ustar') return 'v7';
  if (bytes[at + 262] === 0) return bytes.toString('latin1', at + 508, at + 512) === 'tar\0' ? 'star' : 'ustar';
  return bytes.toString('latin1', at + 262, at + 265) === '  \0' ? 'gnu' : 'v7';
}

/**
 * Old GNU headers have no prefix but two times in its place. Go before 1.8 wrote a prefix there all the same, and Go's reader, which is what
 * unpacks layers, takes it for one when the times cannot be numbers; so do we.
 */
function gnuPrefix(bytes: Buffer, at: number): string {
  if (bytes[at + 345] === 0 && bytes[at + 357] === 0) return '';
  try {
    if (bytes[at + 345] !== 0) tarNumber(bytes, at + 345, 12, 'time');
    if (bytes[at + 357] !== 0) tarNumber(bytes, at + 357, 12, 'time');
    return '';
  } catch {
    const text = fieldText(bytes, at + 345, 155);
    return /^[\0-\x7f]*$/.test(text) ? text : '';
  }
}

function prefixOf(bytes: Buffer, at: number, kind: ReturnType<typeof dialect>): string {
  if (kind === 'ustar') return bytes[at + 345] === 0 ? '' : fieldText(bytes, at + 345, 155);
  if (kind === 'star') return fieldText(bytes, at + 345, 131);
  return kind === 'gnu' ? gnuPrefix(bytes, at) : '';
}

/** A number that no system has is nobody's: what unpacks the layer would refuse it. */
function ownerNumber(bytes: Buffer, at: number): number {
  try {
    return tarNumber(bytes, at, 8, 'owner');
  } catch {
    return 0;
  }
}

/** Reads the 512 bytes at `at`. Throws `E_FORMAT` when the checksum or a number is wrong. */
export function parseHeader(bytes: Buffer, at: number): RawHeader {
  if (!checksumHolds(bytes, at)) throw new SeaworthyError('E_FORMAT', 'not a tar header: its checksum is wrong');
  const kind = dialect(bytes, at);
  const prefix = prefixOf(bytes, at, kind);
  const name = fieldText(bytes, at, 100);
  const type = bytes[at + 156] ?? 0;
  const header: RawHeader = {
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: bytes[at + 157] === 0 ? '' : fieldText(bytes, at + 157, 100),
    mode: tarNumber(bytes, at + 100, 8, 'mode') & 0o7777,
    size: tarNumber(bytes, at + 124, 12, 'size'),
    uid: ownerNumber(bytes, at + 108),
    gid: ownerNumber(bytes, at + 116),
    type,
  };
  if (type !== tarType.gnuSparse || kind !== 'gnu') return header;
  const realSize = tarNumber(bytes, at + 483, 12, 'size of a sparse file');
  return { ...header, sparse: { realSize, extended: bytes[at + 482] !== 0 } };
}
