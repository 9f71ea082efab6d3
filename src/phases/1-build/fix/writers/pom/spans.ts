/** From `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the dependencies of a project are not found in: plug-ins have their own, and profiles are not always there. */
const passedOver = ['build', 'profiles', 'reporting', 'exclusions', 'parent'];

/** The text with spaces in the place of comments, of quoted sections and of elements that say nothing here: every place stays where it is. */
export const plainXml = (text: string): string =>
  passedOver.reduce((rest, name) => blanked(rest, `<${name}>`, `</${name}>`), withoutComments(text));

/** The text with spaces in the place of comments and of quoted sections. */
export function withoutComments(text: string): string {
  let plain = text;
  for (const [open, close] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const)
    plain = blanked(plain, open, close);
  return plain;
}

function blanked(text: string, open: string, close: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
    const found = text.indexOf(close, start + open.length);
    const end = found < 0 ? text.length : found + close.length;
    parts.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

/** What stands between the tags of elements of a name, one after the other; such as hold one of their own name are not told apart. */
export function* elementsIn(text: string, name: string, within: Span = { start: 0, end: text.length }): Iterable<Span> {
  const [open, close] = [`<${name}>`, `</${name}>`];
  // Cut out: else each that is not there would be looked for through the whole file.
  const inner = text.slice(within.start, within.end);
  for (let at = inner.indexOf(open); at >= 0; ) {
    const start = at + open.length;
    const end = inner.indexOf(close, start);
    if (end < 0) return;
    yield { start: within.start + start, end: within.start + end };
    at = inner.indexOf(open, end + close.length);
  }
}

/** The text of the first such element inside, without the space around it, and where it stands. */
export function textIn(text: string, within: Span, name: string): (Span & { readonly text: string }) | undefined {
  for (const { start, end } of elementsIn(text, name, within)) {
    const raw = text.slice(start, end);
    const from = start + (raw.length - raw.trimStart().length);
    return { start: from, end: from + raw.trim().length, text: raw.trim() };
  }
  return undefined;
}
