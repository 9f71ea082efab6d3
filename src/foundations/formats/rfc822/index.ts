/** One header field; the same name may come again. */
export interface Header {
  /** In lower case: names are compared without regard to case. */
  readonly name: string;
  /** Trimmed; continuation lines are joined by `\n`, each without the white space it begins with. */
  readonly value: string;
}

/** A real header block has some hundreds of lines at most; a hostile one must not fill the memory. */
const maxHeaders = 5_000;

/**
 * Reads the header fields that a text begins with (RFC 822, 3.1): `Name: value`, continued on lines that begin with a space or a tab, up to the first
 * empty line, where the body begins. A line that is neither is passed over, as writers of old metadata forgot to indent. Never throws.
 */
export function readHeaders(text: string): Header[] {
  const headers: { name: string; lines: string[] }[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length && headers.length < maxHeaders) {
    const newline = text.indexOf('\n', start);
    const line = text.slice(start, newline < 0 ? text.length : newline);
    start = newline < 0 ? text.length : newline + 1;
    if (line === '' || line === '\r') break;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      headers.at(-1)?.lines.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (colon > 0 && isFieldName(name)) headers.push({ name, lines: [line.slice(colon + 1).trim()] });
  }
  return headers.map(({ name, lines }) => ({ name, value: lines.join('\n').trim() }));
}

/** A field name is printable ASCII without spaces (RFC 822, 3.2), so that a sentence with a colon is none. */
function isFieldName(name: string): boolean {
  return /^[!-9;-~]{1,128}$/.test(name);
}
