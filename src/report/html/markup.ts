/** Markup that is safe to put into the page. Made only by `html` and `raw`. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup and lists of markup stay, `undefined` and `false` vanish. */
export type MarkupPart = string | number | Markup | readonly MarkupPart[] | undefined | false;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Without characters that steer or hide instead of show, as in JSON, but for the line feed and the choice of a glyph; and without lone surrogates. The
 * expression stands here because making it means working out these properties.
 */
const withoutUnseen = (text: string): string =>
  text.replace(
    /(?!\n|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu,
    '\ufffd',
  );

/** Text from input for element content or a quoted attribute value. Characters that cannot be seen become `�`. */
export function escapeText(text: string): string {
  return (/[^\n -~]/.test(text) ? withoutUnseen(text) : text).replace(
    /[&<>"'`]/g,
    (character) => entities[character] ?? '',
  );
}

function render(part: MarkupPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}

/** Template tag: `html\`<b>${text}</b>\``. Whatever is put in is escaped unless it is markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return new Markup(strings.map((string, index) => string + render(parts[index])).join(''));
}

/** Text of ours that is markup already. Never for input. */
export function raw(text: string): Markup {
  return new Markup(text);
}
