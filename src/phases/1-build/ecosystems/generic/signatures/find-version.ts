import { type ByteSource, piecesOf } from '../../../../../foundations/formats/index.ts';
import { longestMark, type Signature } from './signature.ts';

/** The version that the software says it has, by the first of its marks that is there at all; undefined where none is. */
export function findVersion({ marks }: Pick<Signature, 'marks'>, source: ByteSource): string | undefined {
  const versions: (string | undefined)[] = [];
  // A mark may begin in one piece and end in the next.
  for (const [, bytes] of piecesOf(source, longestMark)) {
    if (versions[0] !== undefined) break;
    const text = bytes.toString('latin1');
    for (const [index, mark] of marks.entries()) versions[index] ??= versionIn(text, mark);
  }
  return versions.find((version) => version !== undefined);
}

function versionIn(text: string, mark: RegExp): string | undefined {
  const version = mark.exec(text)?.groups?.version;
  // A copy: the text itself would hold on to its window.
  return version === undefined ? undefined : Buffer.from(version).toString();
}
