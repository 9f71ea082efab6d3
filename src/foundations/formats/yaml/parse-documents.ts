import type { Document, LineCounter, Tags } from 'yaml';
import { SeaworthyError, whyOf } from '../../../core/index.ts';

interface ParseLimits {
  readonly version: '1.1' | '1.2';
  readonly maxTokens: number;
  readonly maxDocuments: number;
}

/** Tags that would turn text into something JSON does not have, or that Kubernetes' reader does not know. */
const unwanted = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);

/** Whether the tag is wanted: none of the above, and no numbers to base 60 (`22:22`), which bear the tag of plain numbers. */
const isWanted = (tag: Tags[number]): boolean =>
  typeof tag === 'string' || !(unwanted.has(tag.tag) || ('format' in tag && tag.format === 'TIME'));

/**
 * The documents as syntax trees. Tokens are counted as they come, so that a hostile file costs no more than its bound.
 * Keys that come twice are looked for by the caller: the library compares every key with every other.
 */
export function parseDocuments(
  yaml: typeof import('yaml'),
  text: string,
  lines: LineCounter,
  limits: ParseLimits,
  where: string,
): readonly Document.Parsed[] {
  lines.addNewLine(0);
  const parser = new yaml.Parser(lines.addNewLine);
  const composer = new yaml.Composer({
    version: limits.version,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    logLevel: 'silent',
    customTags: (tags) => tags.filter(isWanted),
  });
  const documents: Document.Parsed[] = [];
  let last: Document.Parsed | undefined;
  const keep = (document: Document.Parsed): void => {
    const [error] = document.errors;
    if (error?.code === 'RESOURCE_EXHAUSTION') throw tooMuch('YAML nested too deeply', where);
    if (error !== undefined) throw fault(error.message, lines.linePos(error.pos[0]), where);
    if (documents.length >= limits.maxDocuments) throw tooMuch(`more than ${limits.maxDocuments} documents`, where);
    documents.push(document);
    last = document;
  };
  try {
    let tokens = 0;
    for (const lexeme of new yaml.Lexer().lex(text)) {
      tokens++;
      if (tokens > limits.maxTokens) throw tooMuch(`YAML of more than ${limits.maxTokens} tokens`, where);
      for (const token of parser.next(lexeme)) for (const document of composer.next(token)) keep(document);
    }
    for (const token of parser.end()) for (const document of composer.next(token)) keep(document);
    for (const document of composer.end(last === undefined, text.length)) keep(document);
  } catch (cause) {
    if (cause instanceof SeaworthyError) throw cause;
    if (cause instanceof RangeError) throw tooMuch('YAML nested too deeply', where);
    const why = whyOf(cause);
    throw new SeaworthyError('E_FORMAT', 'not YAML', { where, why, cause });
  }
  return documents;
}

/** A fault with its place, `file:line:column`. */
export function fault(why: string, at: { readonly line: number; readonly col: number }, where: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'not YAML', { where: `${where}:${at.line}:${at.col}`, why });
}

/** A bound that was crossed. */
export function tooMuch(what: string, where: string): SeaworthyError {
  return new SeaworthyError('E_LIMIT', what, { where });
}
