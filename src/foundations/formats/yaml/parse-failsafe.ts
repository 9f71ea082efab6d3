import { parseDocuments } from './parse-documents.ts';
import type { YamlParsing } from './parsing.ts';

/** Documents as syntax trees of the `yaml` library, whose types do not leave this room, and where an offset in their text lies. */
export interface FailsafeDocuments {
  readonly documents: readonly { readonly contents: unknown }[];
  readonly placeOf: (offset: number) => { readonly line: number; readonly col: number };
}

/** The documents of a text with every scalar as it was written (YAML 1.2, failsafe schema). Throws what `parsing` makes. */
export async function parseFailsafe(text: string, parsing: YamlParsing): Promise<FailsafeDocuments> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const documents = parseDocuments(yaml, text, lines, { schema: 'failsafe' }, parsing);
  return { documents, placeOf: (offset) => lines.linePos(offset) };
}
