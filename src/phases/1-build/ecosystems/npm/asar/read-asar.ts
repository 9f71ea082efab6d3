import { SeaworthyError } from '../../../../../core/index.ts';
import { type ByteSource, field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';

/** A file of an archive. */
export interface AsarFile {
  readonly name: string;
  read(): Uint8Array;
}

const MiB = 1024 * 1024;
const maxHeader = 64 * MiB;
const maxFile = 8 * MiB;
const maxDepth = 96;

/**
 * The files of an Electron archive whose names are asked for (@electron/asar, "Format"): four numbers of 32 bits, of which the second is the size of the
 * rest of the header and the fourth that of its text; a JSON tree with sizes and places, which count from the end of the header; the contents.
 */
export function* readAsar(source: ByteSource, where: string, wants: (name: string) => boolean): Generator<AsarFile> {
  const head = source.read(0, 16);
  const refuse = (why: string): SeaworthyError =>
    new SeaworthyError('E_FORMAT', 'not an archive of Electron', { where, why });
  if (head.length < 16) throw refuse('it ends too early');
  const view = new DataView(head.buffer, head.byteOffset, 16);
  const [four, headerSize, , textSize] = [0, 4, 8, 12].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  if (four !== 4 || textSize + 8 > headerSize + 4 || 16 + textSize > source.size)
    throw refuse('its header has no such sizes');
  if (textSize > maxHeader) throw new SeaworthyError('E_LIMIT', `the list of files has ${textSize} bytes`, { where });
  const tree = parseJson(source.read(16, textSize), where, { maxDepth: maxDepth * 2, maxValues: 4_000_000 });
  const base = 8 + headerSize;
  const open: { readonly name: string; readonly node: unknown; readonly depth: number }[] = [
    { name: '', node: tree, depth: 0 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const files = field(next.node, 'files');
    if (!isObject(files) || next.depth > maxDepth) continue;
    for (const [part, node] of Object.entries(files)) {
      if (part === '' || part === '.' || part === '..' || part.includes('/')) continue;
      const name = next.name === '' ? part : `${next.name}/${part}`;
      if (field(node, 'files') !== undefined) open.push({ name, node, depth: next.depth + 1 });
      else if (wants(name) && field(node, 'unpacked') !== true) yield { name, read: () => contentOf(node, name) };
    }
  }

  function contentOf(node: unknown, name: string): Uint8Array {
    const [offset, size] = [field(node, 'offset'), field(node, 'size')];
    const at = typeof offset === 'string' && /^\d{1,15}$/.test(offset) ? base + Number(offset) : Number.NaN;
    if (typeof size !== 'number' || !(size >= 0 && at + size <= source.size))
      throw refuse(`${name} lies outside of it`);
    if (size > maxFile) throw new SeaworthyError('E_LIMIT', `${name} has ${size} bytes`, { where });
    return source.read(at, size);
  }
}
