/** What is told of a type stands at its beginning (Go, `internal/abi.Type`); where what only named types have follows depends on its kind. */
const typeBytes = 48;
const array = 17,
  channel = 18,
  func = 19,
  iface = 20,
  map = 21,
  pointer = 22,
  slice = 23,
  struct = 25;
const offsets: ReadonlyMap<number, readonly number[]> = new Map([
  [array, [72]],
  [channel, [64]],
  [func, [56]],
  [iface, [80]],
  // Three forms, of Go before 1.24 and since.
  [map, [88, 104, 112]],
  [pointer, [56]],
  [slice, [56]],
  [struct, [80]],
]);
const lastKind = 26;
const maxMethods = 4_096;

/**
 * Offsets of the code of a type's methods, from the start of all code; empty where the bytes are no type with methods. Each offset is asked of `isFunction`,
 * and all must be the beginning of one, or the word for a method that the linker left out: nothing but a type looks like that.
 */
export function methodsOf(
  bytes: DataView,
  at: number,
  littleEndian: boolean,
  isFunction: (offset: number) => boolean,
): readonly number[] {
  if (at + typeBytes > bytes.byteLength) return [];
  const flags = bytes.getUint8(at + 20);
  const kind = bytes.getUint8(at + 23) & 31;
  if ((flags & 1) === 0 || kind === 0 || kind > lastKind) return [];
  for (const offset of offsets.get(kind) ?? [typeBytes]) {
    const found = methodsAt(bytes, at + offset, littleEndian, isFunction);
    if (found.length > 0) return found;
  }
  return [];
}

function methodsAt(
  bytes: DataView,
  at: number,
  littleEndian: boolean,
  isFunction: (offset: number) => boolean,
): readonly number[] {
  if (at + 16 > bytes.byteLength) return [];
  const [count, exported, first] = [
    bytes.getUint16(at + 4, littleEndian),
    bytes.getUint16(at + 6, littleEndian),
    bytes.getUint32(at + 8, littleEndian),
  ];
  if (count === 0 || count > maxMethods || exported > count || first < 16 || at + first + 16 * count > bytes.byteLength)
    return [];
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    for (const member of [8, 12]) {
      const offset = bytes.getUint32(at + first + 16 * index + member, littleEndian);
      if (offset === 0 || offset === 0xffffffff) continue;
      if (!isFunction(offset)) return [];
      found.push(offset);
    }
  }
  return found;
}
