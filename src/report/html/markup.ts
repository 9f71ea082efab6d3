/** Markup that is safe to put into the page. Made only by `html` and `raw`. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup and lists of markup stay, `undefined` and `false` vanish. */
export type Part = string | number | Markup | readonly Part[] | undefined | false;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Characters that steer instead of show: controls but the line feed, changes of direction, zero-width ones, lone surrogates. */
const unseen =
  /(?!\n)[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Text from input for element content or a quoted attribute value. Characters that cannot be seen become `�`. */
export function escapeText(text: string): string {
  return text.replace(unseen, '\ufffd').replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}

/** Template tag: `html\`<b>${text}</b>\``. Whatever is put in is escaped unless it is markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + render(parts[index])).join(''));
}

/** Text of ours that is markup already. Never for input. */
export function raw(text: string): Markup {
  return new Markup(text);
}
