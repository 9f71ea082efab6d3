import { SeaworthyError } from '../../../core/index.ts';
import { decodeXmlPieces } from './decode-xml.ts';
import { localName, type XmlElement } from './element.ts';
import { ElementStack } from './element-stack.ts';
import { describeXmlFault, newXmlParser } from './xml-library.ts';

/** An element in the second row below the root: `definition` inside of `definitions`. */
export interface XmlRow {
  /** Local name of the element that it stands in. */
  readonly section: string;
  readonly element: XmlElement;
}

/** Bounds on one row; the file is bounded by whoever handed it over. */
export interface XmlRowLimits {
  readonly maxDepth: number;
  /** Elements and attributes of one row. */
  readonly maxNodes: number;
}

/** Bytes that the parser is given at once: rows are handed on between them. */
const step = 64 * 1024;

/**
 * Walks a large XML document whose root has sections of rows, a row at a time, so that no more than one is held (and what `wants` does not want is not built
 * at all). Refuses what `readXml` refuses. `root` is told the root's name once. Throws `E_FORMAT`, `E_LIMIT`; `loadXml` was awaited before.
 */
export function* walkXml(
  bytes: Uint8Array,
  where: string,
  limits: XmlRowLimits,
  wants: (section: string) => boolean,
  onRoot: (name: string) => void,
): Generator<XmlRow, void, undefined> {
  const parser = newXmlParser(where);
  const refuse = (code: 'E_FORMAT' | 'E_LIMIT', message: string): never => {
    throw new SeaworthyError(code, message, { where, why: `at line ${parser.line}, column ${parser.column}` });
  };
  const stack = new ElementStack();
  const ready: XmlRow[] = [];
  let depth = 0;
  let section = '';
  let wanted = false;
  let nodes = 0;
  const count = (): void => {
    if (++nodes > limits.maxNodes) refuse('E_LIMIT', `a row of more than ${limits.maxNodes} elements and attributes`);
  };
  parser.on('doctype', () => refuse('E_FORMAT', 'XML with a document type declaration is not read'));
  parser.on('attribute', count);
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (depth > limits.maxDepth) refuse('E_LIMIT', `XML nested deeper than ${limits.maxDepth} levels`);
    if (depth === 1) onRoot(localName(name));
    if (depth === 2) {
      section = localName(name);
      wanted = wants(section);
    }
    if (depth <= 3) nodes = 0;
    else count();
    if (depth > 2 && wanted) stack.open(name, attributes);
  });
  parser.on('text', stack.told);
  parser.on('cdata', stack.told);
  parser.on('closetag', () => {
    depth--;
    const element = stack.close();
    if (element !== undefined) ready.push({ section, element });
  });
  const reading = <Value>(read: () => Value): Value => {
    try {
      return read();
    } catch (cause) {
      if (cause instanceof SeaworthyError) throw cause;
      throw new SeaworthyError('E_FORMAT', 'not XML', { where, why: describeXmlFault(cause), cause });
    }
  };
  for (const piece of decodeXmlPieces(bytes, step, where)) {
    reading(() => parser.write(piece));
    yield* ready.splice(0);
  }
  reading(() => parser.close());
  yield* ready;
}
