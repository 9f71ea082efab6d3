import { SeaworthyError } from '../../../core/index.ts';
import { decodeXml } from './decode-xml.ts';
import type { XmlElement } from './element.ts';
import { ElementStack } from './element-stack.ts';
import { describeXmlFault, newXmlParser } from './xml-library.ts';

/** Bounds on an XML text. */
export interface XmlLimits {
  /** Bytes of the text; 64 MiB when not given. */
  readonly maxBytes?: number;
  /** Elements inside one another; 64 when not given. */
  readonly maxDepth?: number;
  /** Elements and attributes; 1,000,000 when not given. Small ones take thirty times the memory of their text. */
  readonly maxNodes?: number;
}

const defaults = { maxBytes: 64 * 1024 * 1024, maxDepth: 64, maxNodes: 1_000_000 } as const;

/** Characters that the parser is given at once, so that a bound is seen before a large text was gone through. */
const step = 64 * 1024;

/**
 * The root of an XML document (XML 1.0 and 1.1, namespaces left as they are written). Throws `E_FORMAT` with line and column for what is not well formed, for a
 * document type declaration and for entities other than the five of XML itself: nothing is defined, fetched or expanded. `E_LIMIT` when a bound is crossed. `loadXml` was awaited before.
 */
export function readXml(bytes: Uint8Array, where: string, limits: XmlLimits = {}): XmlElement {
  const parser = newXmlParser(where);
  const { maxBytes, maxDepth, maxNodes } = { ...defaults, ...limits };
  if (bytes.length > maxBytes)
    throw new SeaworthyError('E_LIMIT', `XML of ${bytes.length} bytes, more than the ${maxBytes} allowed`, { where });
  const text = decodeXml(bytes, where);
  const refuse = (code: 'E_FORMAT' | 'E_LIMIT', message: string): never => {
    throw new SeaworthyError(code, message, { where, why: `at line ${parser.line}, column ${parser.column}` });
  };
  const stack = new ElementStack();
  let root: XmlElement | undefined;
  let nodes = 0;
  parser.on('doctype', () => refuse('E_FORMAT', 'XML with a document type declaration is not read'));
  // Told here and not at the end of the tag, which may have a million of them.
  parser.on('attribute', () => {
    if (++nodes > maxNodes) refuse('E_LIMIT', `XML of more than ${maxNodes} elements and attributes`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++nodes > maxNodes) refuse('E_LIMIT', `XML of more than ${maxNodes} elements and attributes`);
    if (stack.depth >= maxDepth) refuse('E_LIMIT', `XML nested deeper than ${maxDepth} levels`);
    stack.open(name, attributes);
  });
  parser.on('text', stack.told);
  parser.on('cdata', stack.told);
  parser.on('closetag', () => {
    root = stack.close() ?? root;
  });
  try {
    for (let at = 0; at < text.length; at += step) parser.write(text.slice(at, at + step));
    parser.close();
  } catch (cause) {
    if (cause instanceof SeaworthyError) throw cause;
    const what = bytes.length === 0 ? 'an empty file where XML should be' : 'not XML';
    throw new SeaworthyError('E_FORMAT', what, {
      where,
      why: describeXmlFault(cause),
      cause,
    });
  }
  // A document without a root is not well formed, and was refused above.
  return root ?? refuse('E_FORMAT', 'XML without an element');
}
