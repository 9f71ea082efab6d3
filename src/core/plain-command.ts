/**
 * Words that a shell takes as they are and a program does not take for an option. A command is only suggested when everything from the input is
 * such a word: people copy commands.
 */
const plainWord = /^[A-Za-z0-9_./:@][A-Za-z0-9_+~./:@%-]{0,199}$/;

/** A command to be copied, of a template with words from the input; undefined when one of these is not plain. */
export function plainCommand(strings: TemplateStringsArray, ...words: readonly string[]): string | undefined {
  if (!words.every((word) => plainWord.test(word))) return undefined;
  return strings.map((string, index) => string + (words[index] ?? '')).join('');
}
