import { gunzipSync } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../../../core/index.ts';
import { bytesAt, type Program, partBytes } from '../../../../../foundations/formats/index.ts';

/** Names of the two variables that hold the document, gzipped, and its length (GraalVM, "Software Bill of Materials in Native Image"). */
const [document, length] = ['sbom', 'sbom_length'];
const marker = Buffer.from(`\0${length}\0`);

const mostNames = 16 * 1024 * 1024;
const mostSymbols = 1_000_000;
const mostPacked = 64 * 1024 * 1024;
const mostDocument = 256 * 1024 * 1024;

/** The addresses of the exported variables of these names (System V ABI, "Symbol Table"). */
function addressesOf(program: Program, wanted: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const sectionOf = (called: string) => program.sections.find(({ name }) => name === called);
  const [symbols, texts] = [sectionOf('.dynsym'), sectionOf('.dynstr')];
  if (symbols === undefined || texts === undefined || texts.size > mostNames) return found;
  const names = Buffer.from(partBytes(program, texts));
  if (!names.includes(marker)) return found;
  const table = partBytes(program, symbols);
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const [size, valueAt] = program.wordSize === 8 ? [24, 8] : [16, 4];
  for (let at = 0, count = 0; at + size <= table.length && count < mostSymbols; at += size, count++) {
    const from = view.getUint32(at, program.littleEndian);
    const name = wanted.find((one) => names.subarray(from, from + one.length + 1).toString('latin1') === `${one}\0`);
    if (name === undefined) continue;
    const value =
      program.wordSize === 8
        ? Number(view.getBigUint64(at + valueAt, program.littleEndian))
        : view.getUint32(at + valueAt, program.littleEndian);
    found.set(name, value);
  }
  return found;
}

/** The bill of materials in a program that GraalVM made of Java; undefined in any other. Throws `E_FORMAT` and `E_LIMIT`. */
export function sbomInProgram(program: Program, where: string): Uint8Array | undefined {
  if (program.format !== 'elf') return undefined;
  const addresses = addressesOf(program, [document, length]);
  const [from, sizeAt] = [addresses.get(document), addresses.get(length)];
  if (from === undefined || sizeAt === undefined) return undefined;
  const bytes = bytesAt(program, sizeAt, 8);
  if (bytes === undefined || bytes.length < 8)
    throw new SeaworthyError('E_FORMAT', 'a bill of materials without its length', { where });
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, program.littleEndian));
  if (size > mostPacked)
    throw new SeaworthyError('E_LIMIT', `a bill of materials of ${size} bytes in a program`, { where });
  const packed = bytesAt(program, from, size);
  if (packed === undefined || packed.length < size)
    throw new SeaworthyError('E_FORMAT', 'a bill of materials that leads out of its program', { where });
  try {
    return gunzipSync(packed, { maxOutputLength: mostDocument });
  } catch (cause) {
    const why = whyOf(cause);
    throw new SeaworthyError('E_FORMAT', 'the bill of materials in a program cannot be inflated', {
      where,
      why,
      cause,
    });
  }
}
