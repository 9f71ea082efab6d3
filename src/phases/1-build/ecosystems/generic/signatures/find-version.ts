import { longestMark, type Signature } from './signature.ts';

/** Bytes that are looked through at once: a text of the whole of a large program would be kept beside it. */
const windowBytes = 1024 * 1024;

/** The version that the software says it has; undefined where none of its marks is there. */
export function findVersion({ marks }: Pick<Signature, 'marks'>, bytes: Uint8Array): string | undefined {
  for (const mark of marks) {
    const version = firstOf(mark, bytes);
    if (version !== undefined) return version;
  }
  return undefined;
}

function firstOf(mark: RegExp, bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let from = 0; from < bytes.length; from += windowBytes) {
    // A mark may begin in one window and end in the next.
    const found = mark.exec(buffer.subarray(from, from + windowBytes + longestMark).toString('latin1'));
    const version = found?.groups?.version;
    // A copy: the text itself would hold on to its window.
    if (version !== undefined) return Buffer.from(version).toString();
  }
  return undefined;
}
