import { defined, SeaworthyError } from '../../../core/index.ts';
import { type RawHeader, tarType } from './header.ts';
import { normalisePath } from './names.ts';
import type { PaxRecords } from './pax.ts';
import type { TarEntry, TarKind, TarOptions, TarProblem } from './tar-types.ts';

/** Long names and records that came before a member and count for it. */
export interface MemberPrelude {
  pax?: PaxRecords;
  gnuName?: string;
  gnuLink?: string;
}

/** A member with all that belongs to it. */
export interface Member {
  readonly entry: TarEntry;
  /** Bytes between the header (and its sparse maps) and the padding. */
  readonly storedSize: number;
  /** The stored bytes are not the file's: holes are left out. */
  readonly sparse: boolean;
}

const kinds = new Map<number, TarKind>([
  [tarType.file, 'file'],
  [tarType.oldFile, 'file'],
  [tarType.contiguous, 'file'],
  [tarType.gnuSparse, 'file'],
  [tarType.hardlink, 'hardlink'],
  [tarType.symlink, 'symlink'],
  [tarType.directory, 'directory'],
]);

/** Types that have no body, whatever size their header claims (as Go's archive/tar reads them). */
const bodiless: ReadonlySet<number> = new Set([
  tarType.hardlink,
  tarType.symlink,
  tarType.character,
  tarType.block,
  tarType.directory,
  tarType.pipe,
]);

function rawName(header: RawHeader, prelude: MemberPrelude): string {
  return prelude.pax?.sparse?.name ?? prelude.gnuName ?? prelude.pax?.path ?? header.name;
}

/** The normalised path, or what is wrong with it. */
function checkedPath(raw: string, options: TarOptions, tell: (problem: TarProblem) => void): string | undefined {
  if (raw.length > options.maxPathBytes || Buffer.byteLength(raw) > options.maxPathBytes) {
    const message = `a path of more than ${options.maxPathBytes} bytes`;
    tell({ code: 'E_LIMIT', message, where: `${raw.slice(0, 100)}…`, incomplete: true });
    return undefined;
  }
  const { path, climbs } = normalisePath(raw);
  if (climbs) {
    const message = `the path climbs out of the root and was taken as ${path === '' ? 'the root' : path}`;
    tell({ code: 'E_FORMAT', message, where: raw, incomplete: false });
  }
  return path;
}

/**
 * Joins a header with what came before it. `entry` is absent when the member must not be handed on: `tell` was told why. Precedence is that
 * of Go's archive/tar, which unpacks layers in every container runtime: GNU long names over pax records over the header.
 */
export function joinMember(
  header: RawHeader,
  prelude: MemberPrelude,
  options: TarOptions,
  tell: (problem: TarProblem) => void,
): Omit<Member, 'entry'> & { readonly entry: TarEntry | undefined } {
  if (header.type === tarType.gnuSparse && header.sparse === undefined) {
    throw new SeaworthyError('E_FORMAT', 'a sparse member in an archive that is not of GNU form');
  }
  const raw = rawName(header, prelude);
  const sparse = header.sparse !== undefined || prelude.pax?.sparse !== undefined;
  const storedSize = bodiless.has(header.type) ? 0 : (prelude.pax?.size ?? header.size);
  const size = header.sparse?.realSize ?? prelude.pax?.sparse?.realSize ?? storedSize;
  let kind = kinds.get(header.type) ?? 'other';
  if (header.type === tarType.oldFile && raw.endsWith('/')) kind = 'directory';
  const path = checkedPath(raw, options, tell);
  const link =
    kind === 'symlink' || kind === 'hardlink' ? (prelude.gnuLink ?? prelude.pax?.linkpath ?? header.link) : undefined;
  const target = kind === 'hardlink' && link !== undefined ? checkedPath(link, options, tell) : link;
  if (path === undefined || (link !== undefined && target === undefined))
    return { entry: undefined, storedSize, sparse };
  if (path === '' && kind !== 'directory') {
    tell({ code: 'E_FORMAT', message: 'a member without a name that is no directory', where: raw, incomplete: false });
    return { entry: undefined, storedSize, sparse };
  }
  const base = { path, kind, size: kind === 'file' ? size : 0, mode: header.mode };
  const linked = target === undefined ? base : { ...base, link: target };
  return { entry: withOwner(linked, header, prelude.pax), storedSize, sparse };
}

/** Most members are of root and give nothing: they stay as they are. */
function withOwner(entry: TarEntry, header: RawHeader, pax: PaxRecords | undefined): TarEntry {
  const uid = pax?.uid ?? header.uid;
  const gid = pax?.gid ?? header.gid;
  const capabilities = entry.kind === 'file' || entry.kind === 'hardlink' ? pax?.capabilities : undefined;
  if (uid === 0 && gid === 0 && capabilities === undefined) return entry;
  return {
    ...entry,
    ...(uid === 0 && gid === 0 ? {} : { owner: { uid, gid } }),
    ...defined({ capabilities }),
  };
}
