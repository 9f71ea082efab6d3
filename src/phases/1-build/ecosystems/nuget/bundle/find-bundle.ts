import { SeaworthyError } from '../../../../../core/index.ts';
import { type ByteSource, marksIn, readPrograms } from '../../../../../foundations/formats/index.ts';

/** SHA-256 of ".net core bundle", which the host looks for in itself; the eight bytes before it say where the list of the files is (.NET, "Single-file Apps", bundler design). */
const mark = Uint8Array.from(
  [0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32].concat([
    0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
  ]),
);

/** The mark lies among the variables of the host, which are few. */
const mostSearched = 16 * 1024 * 1024;
const longestId = 256;
/** Of all `deps.json` there are. */
export const mostDeps = 64 * 1024 * 1024;

const u64 = (view: DataView, at: number): number => Number(view.getBigInt64(at, true));

/**
 * The `deps.json` in a single-file application; undefined in any other program and in hosts that carry nothing. Throws `E_TRUNCATED` and `E_LIMIT`
 * where the list leads out of the file.
 */
export function depsInBundle(source: ByteSource, where: string): Uint8Array | undefined {
  const place = headerPlace(source, where);
  if (place === undefined) return undefined;
  const head = source.read(place, 12 + 2 + longestId + 32);
  const cut = (): SeaworthyError => new SeaworthyError('E_TRUNCATED', 'a .NET bundle ends before its list', { where });
  if (head.length < 13) throw cut();
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const major = view.getUint32(0, true);
  if (major < 2) throw new SeaworthyError('E_FORMAT', `a .NET bundle of version ${major} is not read here`, { where });
  // The id of the bundle, its length in seven bits a byte.
  const [first = 0, second = 0] = head.subarray(12, 14);
  const isLong = first >= 0x80;
  const at = 12 + (isLong ? 2 + ((first & 0x7f) | (second << 7)) : 1 + first);
  if (at + 16 > head.length) throw cut();
  const [offset, size] = [u64(view, at), u64(view, at + 8)];
  if (size === 0) return undefined;
  if (size > mostDeps) throw new SeaworthyError('E_LIMIT', `a deps.json of ${size} bytes in a .NET bundle`, { where });
  if (offset < 0 || size < 0 || offset + size > source.size) throw cut();
  return source.read(offset, size);
}

/** Where the header is; undefined where no host is, or one that was never filled. */
function headerPlace(source: ByteSource, where: string): number | undefined {
  for (const { source: own, segments } of readPrograms(source, where)) {
    for (const { offset, size, writable } of segments) {
      if (!writable) continue;
      for (const at of marksIn(own, mark, offset, offset + Math.min(size, mostSearched))) {
        const before = own.read(at - 8, 8);
        if (before.length < 8) continue;
        const place = u64(new DataView(before.buffer, before.byteOffset, 8), 0);
        if (place > 0 && place < source.size) return place;
      }
    }
  }
  return undefined;
}
