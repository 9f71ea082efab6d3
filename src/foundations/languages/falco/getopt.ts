/** What an option string of getopt(3) says: the letters that are options, and which of them take a value. */
interface OptionString {
  readonly letters: ReadonlySet<string>;
  readonly withValue: ReadonlySet<string>;
}

function readOptionString(text: string): OptionString {
  const letters = new Set<string>();
  const withValue = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === ':') continue;
    letters.add(letter);
    if (text.charAt(at + 1) === ':') withValue.add(letter);
  }
  return { letters, withValue };
}

/** An option as it was met: its letter, and its value where it takes one; `''` where that is missing at the end. */
interface Met {
  readonly letter: string;
  readonly known: boolean;
  readonly value?: string;
}

/**
 * The short options of a command line, as getopt(3) reads them: letters may stand together (`-nt`), a value may be attached (`-tvalue`) or follow. `--` and
 * the first word that is no option end them; long options are passed over (libs, `sinsp_filter_multivalue_transformer_getopt`).
 */
function* optionsIn(words: readonly string[], { letters, withValue }: OptionString): Generator<Met> {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' || !word.startsWith('-') || word === '-') return;
    if (word.startsWith('--')) continue;
    for (let at = 1; at < word.length; at += 1) {
      const letter = word.charAt(at);
      if (!letters.has(letter)) {
        yield { letter, known: false };
      } else if (!withValue.has(letter)) {
        yield { letter, known: true };
      } else {
        const attached = word.slice(at + 1);
        if (attached === '') index += 1;
        yield { letter, known: true, value: attached === '' ? (words[index] ?? '') : attached };
        break;
      }
    }
  }
}

/** The last value of one option, or its letter where it takes none; `undefined` where it is not there. */
export function optionValue(words: readonly string[], options: string, wanted: string): string | undefined {
  let found: string | undefined;
  for (const { letter, known, value } of optionsIn(words, readOptionString(options)))
    if (known && letter === wanted) found = value ?? letter;
  return found;
}

/** All options in their order, each followed by its value where it has one; `?` stands for a letter that is no option. */
export function allOptions(words: readonly string[], options: string): readonly string[] {
  return [...optionsIn(words, readOptionString(options))].flatMap(({ letter, known, value }) =>
    known ? (value === undefined ? [letter] : value === '' ? [''] : [letter, value]) : ['?'],
  );
}
