import { bytesAt, type Program } from '../../../../../foundations/formats/index.ts';

/** What the version resource of a Windows program says, by the names of its strings; and whether it is one of .NET's. */
export interface VersionResource {
  readonly isManaged: boolean;
  readonly strings: ReadonlyMap<string, string>;
}

const versionType = 16;
/** Of the folders of resources; their data may be anywhere. */
const mostFolders = 1024 * 1024;
const mostResource = 64 * 1024;
const mostStrings = 200;

/** Numbers of little-endian bytes; 0 where there are none. */
class Numbers {
  readonly #view: DataView;
  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u16(at: number): number {
    return at >= 0 && at + 2 <= this.#view.byteLength ? this.#view.getUint16(at, true) : 0;
  }
  u32(at: number): number {
    return at >= 0 && at + 4 <= this.#view.byteLength ? this.#view.getUint32(at, true) : 0;
  }
}

/** Reads the version resource (Microsoft, "PE Format", `.rsrc`; "VS_VERSIONINFO"); undefined where a program has none. */
export function readVersionResource(program: Program): VersionResource | undefined {
  const { source } = program;
  const head = source.read(0, 4096);
  const numbers = new Numbers(head);
  const optional = numbers.u32(0x3c) + 24;
  const isWide = numbers.u16(optional) === 0x20b;
  const directories = optional + (isWide ? 112 : 96);
  const count = numbers.u32(directories - 4);
  const base = isWide ? numbers.u32(optional + 24) + numbers.u32(optional + 28) * 2 ** 32 : numbers.u32(optional + 28);
  const directory = (index: number): readonly [place: number, size: number] =>
    index < count ? [numbers.u32(directories + index * 8), numbers.u32(directories + index * 8 + 4)] : [0, 0];
  const [place] = directory(2);
  if (place === 0) return undefined;
  const resources = bytesAt(program, base + place, mostFolders);
  const entry = resources === undefined ? undefined : versionEntry(resources);
  const info = entry && bytesAt(program, base + entry.place, Math.min(entry.size, mostResource));
  if (info === undefined) return undefined;
  return { isManaged: directory(14)[0] !== 0, strings: stringsOf(info) };
}

/** Where the data of the first version resource are: three levels of folders, by type, name and language. */
function versionEntry(resources: Uint8Array): { readonly place: number; readonly size: number } | undefined {
  const numbers = new Numbers(resources);
  let folder = 0;
  for (let level = 0; level < 3; level++) {
    const named = numbers.u16(folder + 12);
    const entries = named + numbers.u16(folder + 14);
    let next: number | undefined;
    for (let index = 0; index < Math.min(entries, 4096); index++) {
      const at = folder + 16 + index * 8;
      if (level > 0 || numbers.u32(at) === versionType) {
        next = numbers.u32(at + 4);
        break;
      }
    }
    if (next === undefined) return undefined;
    if (level === 2) return { place: numbers.u32(next), size: numbers.u32(next + 4) };
    if (next < 0x80000000) return undefined;
    folder = next - 0x80000000;
  }
  return undefined;
}

const align = (at: number): number => (at + 3) & ~3;
const utf16 = new TextDecoder('utf-16le');

interface Block {
  readonly key: string;
  /** Where its value begins and where the block ends. */
  readonly value: number;
  readonly end: number;
  /** In words where it is text. */
  readonly valueLength: number;
}

/** The block at a place: lengths, kind, a key of UTF-16 that ends with zero, the value at the next multiple of four. */
function blockAt(bytes: Uint8Array, numbers: Numbers, at: number): Block | undefined {
  const length = numbers.u16(at);
  if (length < 8 || at + length > bytes.length) return undefined;
  let keyEnd = at + 6;
  while (keyEnd + 2 <= at + length && numbers.u16(keyEnd) !== 0) keyEnd += 2;
  const key = utf16.decode(bytes.subarray(at + 6, keyEnd));
  return { key, value: align(keyEnd + 2), end: at + length, valueLength: numbers.u16(at + 2) };
}

/** The blocks between two places. */
function blocksIn(bytes: Uint8Array, numbers: Numbers, from: number, to: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = align(from); at < to && blocks.length < mostStrings; ) {
    const block = blockAt(bytes, numbers, at);
    if (block === undefined) break;
    blocks.push(block);
    at = align(block.end);
  }
  return blocks;
}

function stringsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const numbers = new Numbers(bytes);
  const strings = new Map<string, string>();
  const root = blockAt(bytes, numbers, 0);
  if (root?.key !== 'VS_VERSION_INFO') return strings;
  for (const info of blocksIn(bytes, numbers, root.value + root.valueLength, root.end)) {
    if (info.key !== 'StringFileInfo') continue;
    for (const table of blocksIn(bytes, numbers, info.value, info.end)) {
      for (const { key, value, end, valueLength } of blocksIn(bytes, numbers, table.value, table.end)) {
        const text = utf16.decode(bytes.subarray(value, Math.min(end, value + valueLength * 2)));
        if (!strings.has(key)) strings.set(key, text.split('\0', 1)[0]?.trim() ?? '');
      }
    }
  }
  return strings;
}
