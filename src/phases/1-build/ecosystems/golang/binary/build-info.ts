import { bytesAt, marksIn, type Program, type ProgramPart } from '../../../../../foundations/formats/index.ts';

/** What the linker leaves in every Go program: the toolchain and the text about the modules (Go, `debug/buildinfo`). */
export interface BuildInfo {
  /** `go1.22.1`, also with a suffix; `devel go1.23-…` of an unreleased toolchain. */
  readonly goVersion: string;
  /** Lines of `runtime/debug.BuildInfo`; empty when the program was built outside a module. */
  readonly modules: string;
}

/** The mark the blob begins with, on an address that 16 divides. */
const mark = Buffer.from('\xff Go buildinf:', 'latin1');
const alignment = 16;
const headerLength = 32;
const maxText = 16 * 1024 * 1024;

/**
 * The build information of a program; undefined when it has none. Looked for in the section made for it, and where the section table is gone or of
 * other names, in the writable parts, as the toolchain's own reader does.
 */
export function readBuildInfo(program: Program): BuildInfo | undefined {
  const own = program.sections.find(({ name }) => name === '.go.buildinfo' || name === '__go_buildinfo');
  const parts = own ? [own] : program.segments.filter(({ writable }) => writable);
  for (const part of parts) {
    const at = findMark(program, part);
    if (at !== undefined) return decode(program, at);
  }
  return undefined;
}

/** Whether a program was made by the Go toolchain, by a table that it cannot run without. */
export function isGoProgram(program: Program): boolean {
  return program.sections.some(
    ({ name }) => name === '.gopclntab' || name === '__gopclntab' || name === '.data.rel.ro.gopclntab',
  );
}

/** Where the blob begins in the program. */
function findMark(program: Program, part: ProgramPart): number | undefined {
  const end = part.offset + part.size;
  for (const at of marksIn(program.source, mark, part.offset, end)) {
    if ((part.address + at - part.offset) % alignment === 0 && at + headerLength <= end) return at;
  }
  return undefined;
}

/**
 * The header is 32 bytes: the mark (14), size of a pointer (1), flags (1). Flag 2, since Go 1.18: two texts follow the header, each after its length as a
 * variable-length number. Before that: two pointers to Go strings, in the byte order that flag 1 says (set: big-endian).
 */
function decode(program: Program, at: number): BuildInfo | undefined {
  const header = program.source.read(at, headerLength);
  const [pointerSize, flags = 0] = [header[14], header[15]];
  if ((flags & 2) !== 0) {
    const version = inlineText(program, at + headerLength);
    const modules = version && inlineText(program, version.end);
    return version && info(version.text, modules?.text);
  }
  if (pointerSize !== 4 && pointerSize !== 8) return undefined;
  const read = (from: Uint8Array, offset: number): number | undefined =>
    pointer(from, offset, pointerSize, (flags & 1) !== 0);
  const text = (offset: number): Uint8Array | undefined => {
    const address = read(header, offset);
    const place = address === undefined ? undefined : bytesAt(program, address, 2 * pointerSize);
    const [data, length] = place ? [read(place, 0), read(place, pointerSize)] : [];
    if (data === undefined || length === undefined || length > maxText) return undefined;
    const bytes = bytesAt(program, data, length);
    return bytes?.length === length ? bytes : undefined;
  };
  const version = text(16);
  return version && info(version, text(16 + pointerSize));
}

function pointer(bytes: Uint8Array, offset: number, size: 4 | 8, bigEndian: boolean): number | undefined {
  if (offset + size > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  return size === 4 ? view.getUint32(0, !bigEndian) : Number(view.getBigUint64(0, !bigEndian));
}

/** A text after its length (Go, `encoding/binary.Uvarint`: seven bits a byte, the lowest first). */
function inlineText({ source }: Program, at: number): { readonly text: Uint8Array; readonly end: number } | undefined {
  let length = 0;
  for (const [index, byte] of source.read(at, 5).entries()) {
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    const start = at + index + 1;
    if (length > maxText || start + length > source.size) return undefined;
    return { text: source.read(start, length), end: start + length };
  }
  return undefined;
}

/** The text about the modules stands between two marks of 16 bytes, by which debuggers find it in memory. */
function info(version: Uint8Array, modules: Uint8Array | undefined): BuildInfo | undefined {
  const goVersion = new TextDecoder().decode(version);
  if (goVersion === '') return undefined;
  const framed = modules !== undefined && modules.length >= 33 && modules[modules.length - 17] === 0x0a;
  return { goVersion, modules: framed ? new TextDecoder().decode(modules.subarray(16, -16)) : '' };
}
