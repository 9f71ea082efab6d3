import { SeaworthyError } from '../../../core/index.ts';

let library: typeof import('saxes') | undefined;

/** Loads the library that reads XML: to be awaited once before it is read, which does not wait. */
export async function loadXml(): Promise<void> {
  library ??= await import('saxes');
}

/** A parser of XML without namespaces. Throws `E_INTERNAL` where `loadXml` was not awaited. */
export function newXmlParser(where: string): import('saxes').SaxesParser {
  if (library === undefined) throw new SeaworthyError('E_INTERNAL', 'the reader of XML was not loaded', { where });
  return new library.SaxesParser();
}

/** The parser says `3:7: what is wrong.` */
export function describeXmlFault(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, line, column, what] = /^(?:.*:)?(\d+):(\d+): (.*?)\.?$/s.exec(message) ?? [];
  return what === undefined ? message : `${what}, at line ${line}, column ${column}`;
}
