import { SeaworthyError } from '../../../core/index.ts';
import { nameBytes, nameText } from './name-text.ts';

/** What of an extended header changes how a member is read. */
export interface PaxRecords {
  path?: string;
  linkpath?: string;
  size?: number;
  uid?: number;
  gid?: number;
  capabilities?: number;
  /** GNU sparse formats 0.0, 0.1 and 1.0 (GNU tar manual, "Storing Sparse Files"). */
  sparse?: { name?: string; realSize?: number };
}

const bad = (why: string): SeaworthyError => new SeaworthyError('E_FORMAT', 'bad pax extended header', { why });

function decimal(text: string, key: string): number {
  if (!/^[0-9]{1,16}$/.test(text)) throw bad(`${key} is not a number`);
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw bad(`${key} is too large`);
  return value;
}

/** Under this name builders write extended attributes. */
const capabilityKey = 'SCHILY.xattr.security.capability';

/** Bytes of `struct vfs_cap_data` by its revision, which is its fourth byte. */
const capabilitySizes: Readonly<Record<number, number>> = { 1: 12, 2: 20, 3: 24 };
/** Of the upper word those that there are (`CAP_LAST_CAP` is 40): a kernel ignores the others. */
const upperCapabilities = 0x1ff;

/**
 * The permitted set of `struct vfs_cap_data` (linux/capability.h): a word that says which revision, then permitted and inheritable, two times but in the first
 * revision, the first byte the lowest. Undefined for anything else, which no kernel takes either.
 */
function permitted(value: string): number | undefined {
  const bytes = Buffer.from(nameBytes(value));
  const revision = bytes[3] ?? 0;
  if (bytes.length !== capabilitySizes[revision]) return undefined;
  const upper = revision === 1 ? 0 : bytes.readUInt32LE(12) & upperCapabilities;
  return bytes.readUInt32LE(4) + upper * 2 ** 32 || undefined;
}

/** Whose the member is, where that is a number that systems have. */
function ownerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The records by key; the last of the same key counts (pax(1), "pax Extended Header"). Throws `E_FORMAT`. */
function records(body: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const found = new Map<string, string>();
  let at = 0;
  while (at < buffer.length) {
    const space = buffer.indexOf(0x20, at);
    if (space < 0 || space - at > 8) throw bad('a record without a length');
    const length = decimal(buffer.toString('latin1', at, space), 'record length');
    const end = at + length;
    if (end > buffer.length || end <= space + 1 || buffer[end - 1] !== 0x0a) throw bad('a record with a wrong length');
    const equals = buffer.indexOf(0x3d, space + 1);
    if (equals <= space + 1 || equals >= end) throw bad('a record without a key');
    found.set(buffer.toString('utf8', space + 1, equals), nameText(buffer, equals + 1, end - 1));
    at = end;
  }
  return found;
}

/** Whether the versions and maps that GNU tar writes say that the member is sparse. */
function isSparse(found: ReadonlyMap<string, string>): boolean {
  const major = found.get('GNU.sparse.major') ?? '';
  const minor = found.get('GNU.sparse.minor') ?? '';
  if (major !== '' || minor !== '')
    return (major === '0' && (minor === '0' || minor === '1')) || (major === '1' && minor === '0');
  return found.has('GNU.sparse.map') || found.has('GNU.sparse.offset');
}

/**
 * Reads the body of an extended header. An empty value means "as in the header of the member". A path with a NUL is refused, as it would be
 * cut there by one reader and not by another. Throws `E_FORMAT`.
 */
export function parsePax(body: Uint8Array): PaxRecords {
  const found = records(body);
  const result: PaxRecords = {};
  for (const key of ['path', 'linkpath', 'GNU.sparse.name']) {
    if (found.get(key)?.includes('\0')) throw bad(`${key} with a NUL`);
  }
  const path = found.get('path');
  const linkpath = found.get('linkpath');
  const size = found.get('size');
  if (path) result.path = path;
  if (linkpath) result.linkpath = linkpath;
  if (size) result.size = decimal(size, 'size');
  for (const key of ['uid', 'gid'] as const) {
    const number = ownerOf(found.get(key));
    if (number !== undefined) result[key] = number;
  }
  const capabilities = found.has(capabilityKey) ? permitted(found.get(capabilityKey) ?? '') : undefined;
  if (capabilities !== undefined) result.capabilities = capabilities;
  if (isSparse(found)) {
    const name = found.get('GNU.sparse.name');
    const real = found.get('GNU.sparse.size') || found.get('GNU.sparse.realsize');
    result.sparse = { ...(name ? { name } : {}), ...(real ? { realSize: decimal(real, 'sparse size') } : {}) };
  }
  return result;
}
