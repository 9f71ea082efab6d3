import { showUnseen } from '../../../core/index.ts';

/** An element to be written. Text and elements do not stand side by side. */
export interface ElementToWrite {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly content?: string | readonly ElementToWrite[];
}

/** Characters that XML 1.0 has no way to write (section 2.2, production 2), lone halves of pairs included. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A character by its number: a parser would make a blank of a line feed (sections 2.11 and 3.3.3), and what cannot be seen misleads whoever reads. */
const numbered = (character: string): string => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;

const escaped = (text: string): string =>
  showUnseen(
    text.replace(unwritable, '\ufffd').replace(/[&<>"]/g, (one) => escapes[one] ?? one),
    numbered,
  ).replaceAll('\n', numbered);

/** A document of one element, indented by two blanks; what XML cannot write becomes U+FFFD. Names are the caller's and are not checked. */
export function writeXml(root: ElementToWrite): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${linesOf(root, '').join('\n')}\n`;
}

function linesOf({ name, attributes = {}, content = [] }: ElementToWrite, indent: string): readonly string[] {
  const given = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escaped(value)}"`,
  );
  const head = `${indent}<${name}${given.join('')}`;
  if (content.length === 0) return [`${head}/>`];
  if (typeof content === 'string') return [`${head}>${escaped(content)}</${name}>`];
  return [`${head}>`, ...content.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`];
}
