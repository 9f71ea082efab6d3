import {
  CompileProblem,
  type Extractions,
  type FieldExtraction,
  type FieldNode,
  type FieldSource,
  type FieldValue,
  type OperandNode,
  parseField,
  printCondition,
  type TransformerNode,
} from '../../../foundations/languages/falco/index.ts';
import { valueText } from './value-text.ts';

/** A part of an output template. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly extraction: FieldExtraction; readonly width: number };

/** An output template, ready to be filled in: `File opened (file=%fd.name user=%user.name)`. */
export interface Template {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Every field in it, those that transformers take too, by the name it has in the alert. */
  readonly fields: ReadonlyMap<string, FieldExtraction>;
}

/** Widest that a field may be padded to. */
const maxWidth = 1_000;

/**
 * Reads an output template: `%field`, `%field[argument]`, `%transformer(field)`, with a width as in `%20field`. The name of a field is the longest
 * that there is one of. Gives the message when a field does not exist or a `%` starts none.
 */
export function parseTemplate(text: string, extractions: Extractions): Template | string {
  const tokens: Token[] = [];
  const fields = new Map<string, FieldExtraction>();
  let from = 0;
  for (let percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', from)) {
    if (percent > from) tokens.push({ kind: 'text', text: text.slice(from, percent) });
    const digits = /^\d*/.exec(text.slice(percent + 1, percent + 5))?.[0] ?? '';
    const start = percent + 1 + digits.length;
    const found = readToken(text.slice(start), extractions);
    if (found === undefined) return `invalid formatting token ${text.slice(percent + 1)}`;
    const extraction = found.extraction;
    const name = printCondition(found.node);
    for (const part of plainFields(found.node)) fields.set(printCondition(part), extractions.of(part));
    fields.set(name, extraction);
    tokens.push({ kind: 'field', name, extraction, width: Math.min(Number(digits), maxWidth) });
    from = start + found.length;
  }
  if (from < text.length) tokens.push({ kind: 'text', text: text.slice(from) });
  return { text, tokens, fields };
}

interface Found {
  readonly node: FieldNode | TransformerNode;
  readonly extraction: FieldExtraction;
  readonly length: number;
}

/** The longest field or transformer that the text starts with. */
function readToken(text: string, extractions: Extractions): Found | undefined {
  const name = /^[a-zA-Z][a-zA-Z0-9_.]*/.exec(text)?.[0];
  if (name === undefined) return undefined;
  const following = text.charAt(name.length);
  if (following === '(' || following === '[') {
    const found = tryField(text, extractions);
    if (found !== undefined || following === '(') return found;
  }
  for (let length = name.length; length > 0; length -= 1) {
    const found = tryField(name.slice(0, length), extractions);
    if (found !== undefined && found.length === length) return found;
  }
  return undefined;
}

function tryField(text: string, extractions: Extractions): Found | undefined {
  const parsed = parseField(text);
  if (!parsed.ok) return undefined;
  try {
    const extraction = extractions.of(parsed.node);
    if (extraction.field?.filterOnly) return undefined;
    return { node: parsed.node, extraction, length: parsed.end.index };
  } catch (error) {
    if (error instanceof CompileProblem) return undefined;
    throw error;
  }
}

/** The fields that a transformer takes, however deep. */
function plainFields(node: OperandNode): readonly FieldNode[] {
  if (node.kind === 'field') return [node];
  return node.kind === 'value' ? [] : node.values.flatMap(plainFields);
}

/** What a template gives for an event. */
export interface Rendered {
  readonly text: string;
  /** `undefined` for a field without a value. */
  readonly fields: ReadonlyMap<string, FieldValue | undefined>;
}

/** A text filled up or cut to a width; 0 leaves it. */
const inWidth = (text: string, width: number): string => (width === 0 ? text : text.slice(0, width).padEnd(width));

/** An event that knows how some of its numbers are written. */
export interface WritingSource extends FieldSource {
  written?(name: string): string | undefined;
}

const tokenText = ({ name, extraction }: Extract<Token, { kind: 'field' }>, event: WritingSource): string =>
  event.written?.(name) ?? valueText(extraction, extraction.extract(event));

/** Fills in a template. A field without a value reads `<NA>`. */
export function render(template: Template, event: WritingSource): Rendered {
  let text = '';
  for (const token of template.tokens) {
    if (token.kind === 'text') text += token.text;
    else text += inWidth(tokenText(token, event), token.width);
  }
  return { text, fields: valuesOf(template, event) };
}

/** The values of a template's fields. */
export function valuesOf(template: Template, event: FieldSource): ReadonlyMap<string, FieldValue | undefined> {
  const values = new Map<string, FieldValue | undefined>();
  for (const [name, { extract }] of template.fields) values.set(name, extract(event));
  return values;
}
