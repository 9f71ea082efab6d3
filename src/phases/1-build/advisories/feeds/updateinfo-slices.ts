import { SeaworthyError } from '../../../../core/index.ts';
import { readXml, type XmlElement } from '../../../../foundations/formats/index.ts';

const MiB = 1024 * 1024;

/** A bulletin about a kernel, or about all of a language's packages, names some thousand files. */
const sliceLimits = { maxBytes: 64 * MiB, maxDepth: 16, maxNodes: 1_000_000 };
/** What is left without them: the root, and white space. */
const frameLimits = { maxBytes: 4 * MiB, maxDepth: 4, maxNodes: 100 };

const ending = Buffer.from('</update>');
const starts = ['<update ', '<update>', '<update\n', '<update\t', '<update\r'].map((text) => Buffer.from(text));

function nextStart(bytes: Buffer, from: number): number {
  const found = starts.map((start) => bytes.indexOf(start, from)).filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/**
 * The bulletins of an `updateinfo.xml` one after the other, each read by itself, so that no more than one is held; the file has some ten MB. What stands
 * around them must be a document of its own: a file that ends early, or is another one, is refused when it is through. Throws `E_FORMAT`, `E_LIMIT`.
 */
export function* updateElements(
  bytes: Uint8Array,
  where: string,
  unread: (cause: unknown, place: string) => void,
): Generator<readonly [element: XmlElement, place: string], void, undefined> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const around: Uint8Array[] = [];
  let from = 0;
  for (let index = 1; ; index++) {
    const start = nextStart(all, from);
    const end = start < 0 ? -1 : all.indexOf(ending, start);
    if (end < 0) break;
    const place = `${where}, update ${index}`;
    around.push(all.subarray(from, start));
    from = end + ending.length;
    let element: XmlElement | undefined;
    try {
      element = readXml(all.subarray(start, from), place, sliceLimits);
    } catch (cause) {
      unread(cause, place);
    }
    if (element !== undefined) yield [element, place];
  }
  around.push(all.subarray(from));
  const size = around.reduce((sum, { length }) => sum + length, 0);
  if (size > frameLimits.maxBytes)
    throw new SeaworthyError('E_FORMAT', 'a document of bulletins expected', { where, why: `${size} bytes are none` });
  const root = readXml(Buffer.concat(around), where, frameLimits);
  if (root.name !== 'updates' || root.children.length > 0)
    throw new SeaworthyError('E_FORMAT', 'a document of bulletins expected', {
      where,
      why: `its root is ${JSON.stringify(root.name.slice(0, 50))}`,
    });
}
