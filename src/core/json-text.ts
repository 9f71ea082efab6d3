/**
 * Characters that steer or hide instead of show: controls, changes of direction, zero-width and other ignorable ones, private use (Unicode, "Default
 * Ignorable Code Points"; CVE-2021-42574).
 */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/**
 * The text with what cannot be seen written as JSON writes it, `\\u202e`: a reader of JSON gets the same value, and whoever copies a line sees what they
 * copy.
 */
export function showUnseen(text: string): string {
  return /[^\n -~]/.test(text) ? text.replace(unseen, escaped) : text;
}

/** The value as JSON for people and programs: indented, a line feed at its end, nothing in it that cannot be seen. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return `${showUnseen(JSON.stringify(value, replacer, 2))}\n`;
}
