import { SeaworthyError } from '../../../core/index.ts';

let library: typeof import('saxes') | undefined;

/** Loads the library that reads XML: to be awaited once before it is read, which does not wait. */
export async function loadXml(): Promise<void> {
  library ??= await import('saxes');
}

/** As much of the library's parser as readers use: a package's types must not ask for a library that is bundled in it. */
export interface XmlEvents {
  readonly line: number;
  readonly column: number;
  on(
    event: 'opentag',
    told: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }) => void,
  ): void;
  on(event: 'text' | 'cdata', told: (text: string) => void): void;
  on(event: 'attribute' | 'closetag' | 'doctype', told: () => void): void;
  /** Goes on with more of the text. Throws for what is no XML. */
  write(piece: string): unknown;
  close(): unknown;
}

/** A parser of XML without namespaces. Throws `E_INTERNAL` where `loadXml` was not awaited. */
export function newXmlParser(where: string): XmlEvents {
  if (library === undefined) throw new SeaworthyError('E_INTERNAL', 'the reader of XML was not loaded', { where });
  const parser = new library.SaxesParser();
  return parser as XmlEvents;
}

/** The parser says `3:7: what is wrong.` */
export function describeXmlFault(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, line, column, what] = /^(?:.*:)?(\d+):(\d+): (.*?)\.?$/s.exec(message) ?? [];
  return what === undefined ? message : `${what}, at line ${line}, column ${column}`;
}
