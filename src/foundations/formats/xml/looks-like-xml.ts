const byteOrderMarks = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;
/** White space, and the other half of it in UTF-16. */
const blank: ReadonlySet<number> = new Set([0, 0x20, 0x09, 0x0a, 0x0d]);

/** Whether the bytes look like an XML document: `<` is the first character that is no space, in one or two bytes. */
export function looksLikeXml(head: Uint8Array): boolean {
  const mark = byteOrderMarks.find((bytes) => bytes.every((byte, at) => head[at] === byte)) ?? [];
  return head.subarray(mark.length).find((byte) => !blank.has(byte)) === 0x3c;
}
