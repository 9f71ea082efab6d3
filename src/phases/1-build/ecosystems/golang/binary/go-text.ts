const simple: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const escapes = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(0[0-9a-fA-F]{7})|(.))/gs;

/** The text in Go's quotes (`strconv.Unquote`), or the text itself when it has none. */
export function unquote(text: string): string {
  if (text.length < 2 || text.at(0) !== text.at(-1)) return text;
  if (text.startsWith('`')) return text.slice(1, -1);
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(escapes, (whole, hex?: string, short?: string, long?: string, letter?: string) => {
    const code = Number.parseInt(hex ?? short ?? long ?? '', 16);
    if (Number.isNaN(code)) return letter === undefined ? whole : (simple.get(letter) ?? letter);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The words of a flag's value: parted by white space, in single or double quotes when they hold some (`cmd/internal/quoted.Split`). */
export function splitWords(text: string): string[] {
  const words = text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return Array.from(words, ([, single, double, bare]) => single ?? double ?? bare ?? '').slice(0, 10_000);
}
