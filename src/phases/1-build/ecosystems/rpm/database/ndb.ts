import type { HeaderSource } from './header-source.ts';

const word = (text: string): number => Buffer.from(text, 'latin1').readUInt32LE(0);

const magic = word('RpmP');
const slotMagic = word('Slot');
const blobMagic = word('BlbS');

const slotSize = 16;
const pageSize = 4096;
/** The file is counted in blocks of 16 bytes. */
const block = 16;
const blobHead = 16;
/** Slots of the first page that are the head of the file. */
const headSlots = 2;

/**
 * `Packages.db`, the format of SUSE's systems (rpm, `ndb`), in little endian. A head (magic, version, generation, pages of slots), then the slots (magic, number of a
 * package or 0, first block, blocks); each leads to a blob with a head of its own (magic, number, generation, length).
 */
export const ndbBlobs: HeaderSource = {
  isOne: (bytes) => bytes.length >= 32 && Buffer.from(bytes.subarray(0, 4)).readUInt32LE(0) === magic,
  *headers(bytes, _where, onDamage) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(4, true) !== 0) {
      onDamage(`it is of version ${view.getUint32(4, true)}, which is not known here`);
      return;
    }
    const said = view.getUint32(12, true) * pageSize;
    if (said > bytes.length) onDamage(`it says that it has ${said} bytes of slots, and has ${bytes.length} in all`);
    const end = Math.min(said, bytes.length);
    const seen = new Set<number>();
    for (let at = headSlots * slotSize; at + slotSize <= end; at += slotSize) {
      if (view.getUint32(at, true) !== slotMagic) {
        onDamage(`the slot at ${at} is damaged`);
        continue;
      }
      const number = view.getUint32(at + 4, true);
      if (number === 0) continue;
      const blob = blobOf(bytes, view, number, view.getUint32(at + 8, true) * block);
      if (typeof blob === 'string') onDamage(blob);
      // A blob bears its own number, so that each is read once, and all together are no larger than the file.
      else if (seen.has(number)) onDamage(`package ${number} has two slots`);
      else yield blob;
      seen.add(number);
    }
  },
};

function blobOf(bytes: Uint8Array, view: DataView, number: number, at: number): Uint8Array | string {
  if (at + blobHead > bytes.length) return `package ${number} lies beyond the end of the file`;
  if (view.getUint32(at, true) !== blobMagic || view.getUint32(at + 4, true) !== number)
    return `package ${number} is not where its slot says`;
  const start = at + blobHead;
  const length = view.getUint32(at + 12, true);
  if (start + length > bytes.length) return `package ${number} goes beyond the end of the file`;
  return bytes.subarray(start, start + length);
}
