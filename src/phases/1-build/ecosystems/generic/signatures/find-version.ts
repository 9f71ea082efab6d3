import type { ByteSource } from '../../../../../foundations/formats/index.ts';
import { longestMark, type Signature } from './signature.ts';

/** Bytes that are looked through at once: programs are large, and a text of all of one would be as large again. */
const windowBytes = 1024 * 1024;

/** The version that the software says it has, by the first of its marks that is there at all; undefined where none is. */
export function findVersion({ marks }: Pick<Signature, 'marks'>, source: ByteSource): string | undefined {
  const versions: (string | undefined)[] = [];
  for (let from = 0; from < source.size && versions[0] === undefined; from += windowBytes) {
    // A mark may begin in one window and end in the next.
    const { buffer, byteOffset, length } = source.read(from, windowBytes + longestMark);
    const text = Buffer.from(buffer, byteOffset, length).toString('latin1');
    for (const [index, mark] of marks.entries()) versions[index] ??= versionIn(text, mark);
  }
  return versions.find((version) => version !== undefined);
}

function versionIn(text: string, mark: RegExp): string | undefined {
  const version = mark.exec(text)?.groups?.version;
  // A copy: the text itself would hold on to its window.
  return version === undefined ? undefined : Buffer.from(version).toString();
}
