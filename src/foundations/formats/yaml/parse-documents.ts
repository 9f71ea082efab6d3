import type { Composer, Document, LineCounter, Tags } from 'yaml';
import { defined, SeaworthyError, whyOf } from '../../../core/index.ts';
import type { YamlParsing } from './parsing.ts';

type ComposerOptions = NonNullable<ConstructorParameters<typeof Composer>[0]>;

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

/** How the YAML of files is composed that become plain values. */
export const valueComposer = (version: '1.1' | '1.2'): ComposerOptions => ({
  version,
  strict: true,
  customTags: (tags) => tags.filter(isWanted),
});

/**
 * The documents as syntax trees, `lines` filled with the places of their lines. Tokens are counted as they come, so that a hostile file costs no more than its
 * bound. Keys that come twice are looked for by the caller: the library compares every key with every other. Throws what `parsing` makes.
 */
export function parseDocuments(
  yaml: typeof import('yaml'),
  text: string,
  lines: LineCounter,
  options: ComposerOptions,
  parsing: YamlParsing,
): readonly Document.Parsed[] {
  // The first line begins at 0: only a parser that is handed the whole text says so itself.
  lines.addNewLine(0);
  const parser = new yaml.Parser(lines.addNewLine);
  const composer = new yaml.Composer({
    ...options,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  const own = new Set<unknown>();
  const refused = (error: Error): Error => {
    own.add(error);
    return error;
  };
  const keep = (document: Document.Parsed): void => {
    const [error] = document.errors;
    if (error?.code === 'RESOURCE_EXHAUSTION') throw refused(parsing.tooMuch('YAML nested too deeply'));
    if (error !== undefined) throw refused(parsing.fault(error.message, lines.linePos(error.pos[0])));
    if (documents.length >= parsing.maxDocuments)
      throw refused(parsing.tooMuch(`more than ${parsing.maxDocuments} documents`));
    documents.push(document);
  };
  try {
    let tokens = 0;
    for (const lexeme of new yaml.Lexer().lex(text)) {
      tokens++;
      if (tokens > parsing.maxTokens) throw refused(parsing.tooMuch(`YAML of more than ${parsing.maxTokens} tokens`));
      for (const token of parser.next(lexeme)) for (const document of composer.next(token)) keep(document);
    }
    for (const token of parser.end()) for (const document of composer.next(token)) keep(document);
    for (const document of composer.end(documents.length === 0, text.length)) keep(document);
  } catch (cause) {
    if (own.has(cause)) throw cause;
    throw cause instanceof RangeError
      ? parsing.tooMuch('YAML nested too deeply')
      : parsing.fault(whyOf(cause), undefined, cause);
  }
  return documents;
}

/** A fault with its place, `file:line:column`, where one is known. */
export function fault(
  why: string,
  at: { readonly line: number; readonly col: number } | undefined,
  where: string,
  cause?: unknown,
): SeaworthyError {
  const place = at === undefined ? where : `${where}:${at.line}:${at.col}`;
  return new SeaworthyError('E_FORMAT', 'not YAML', { where: place, why, ...defined({ cause }) });
}

/** A bound that was crossed. */
export function tooMuch(what: string, where: string): SeaworthyError {
  return new SeaworthyError('E_LIMIT', what, { where });
}
