/**
 * Shows characters that steer or hide instead of show: controls, changes of direction, zero-width and other ignorable ones, private use (Unicode, "Default
 * Ignorable Code Points"; CVE-2021-42574). The expression stands here because making it means working out these properties.
 */
const withUnseenShown = (text: string, shown: (character: string) => string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, shown);

/** Whatever is not plain; reports are long and nearly all plain. */
const notPlain = /[^\n -~]+/g;

/** Letters and signs that messages of ours are written with. What follows from a property of Unicode is only worked out where there is more. */
const plainlySeen = /^[\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*$/;

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/**
 * The text with what cannot be seen written as JSON writes it, `\\u202e`: a reader of JSON gets the same value, and whoever copies a line sees what they
 * copy. `shown` writes a character as another language does.
 */
export function showUnseen(text: string, shown: (character: string) => string = escaped): string {
  return text.replace(notPlain, (run) => (plainlySeen.test(run) ? run : withUnseenShown(run, shown)));
}

/** The value as JSON for people and programs: indented, a line feed at its end, nothing in it that cannot be seen. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return `${showUnseen(JSON.stringify(value, replacer, 2))}\n`;
}
