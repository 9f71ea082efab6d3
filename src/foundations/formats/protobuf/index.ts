/** A field of a message: a whole number, or the bytes of a text, a list or a message. */
export type ProtobufValue = number | Uint8Array;

/** Most fields of one message that are looked at. */
const maxFields = 10_000;

/**
 * The fields of a message by their number (Protocol Buffers, "Encoding"), in their order. Undefined when the bytes are none. Numbers beyond 2^53 are not exact.
 */
export function readMessage(bytes: Uint8Array): ReadonlyMap<number, readonly ProtobufValue[]> | undefined {
  const fields = new Map<number, ProtobufValue[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) return Number.NaN;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  for (let count = 0; at < bytes.length; count += 1) {
    const tag = varint();
    const kind = tag % 8;
    let value: ProtobufValue;
    if (kind === 0) value = varint();
    else {
      const length = kind === 2 ? varint() : kind === 1 ? 8 : kind === 5 ? 4 : Number.NaN;
      if (!(length <= bytes.length - at)) return undefined;
      value = bytes.subarray(at, at + length);
      at += length;
    }
    const number = Math.floor(tag / 8);
    if (Number.isNaN(tag) || (typeof value === 'number' && Number.isNaN(value)) || number === 0 || count > maxFields)
      return undefined;
    const same = fields.get(number);
    if (same === undefined) fields.set(number, [value]);
    else same.push(value);
  }
  return fields;
}

/** A message of texts, by the number of their field. */
export function writeTexts(texts: ReadonlyMap<number, string>): Uint8Array {
  const parts: Buffer[] = [];
  for (const [number, text] of texts) {
    const bytes = Buffer.from(text);
    // Short ones alone: numbers and lengths of seven bits.
    if (number > 15 || bytes.length > 0x3fff) throw new Error('a field that is not written here');
    const length = bytes.length < 0x80 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
    parts.push(Buffer.of((number << 3) | 2, ...length), bytes);
  }
  return Buffer.concat(parts);
}
