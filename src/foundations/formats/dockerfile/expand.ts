import { Expander } from './expander.ts';
import { ExpansionError } from './expansion-error.ts';

/** How to expand. */
export interface ExpandOptions {
  /** The escape character of the file: `\` unless a directive says otherwise. */
  readonly escapeChar?: string;
  /** Leaves `${NAME}` where a name has no value, instead of nothing: what is known stands around it. */
  readonly keepMissing?: boolean;
}

/** What an expansion gave, and which names it looked up. */
export interface Expansion {
  readonly value: string;
  /** `value` parted at white space that is not quoted. */
  readonly words: readonly string[];
  readonly used: ReadonlySet<string>;
  readonly unset: ReadonlySet<string>;
  /** Those of `unset` for which nothing stands in the value: `${NAME:-default}` misses nothing. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Expands a word of an instruction: quotes, escapes and variables with their modifiers `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`,
 * `//` (Dockerfile reference, "Environment replacement"). White space in it stays. Never throws; a word that a builder refuses gives `error`.
 */
export function expandWord(
  word: string,
  variables: ReadonlyMap<string, string>,
  options: ExpandOptions = {},
): Expansion | { readonly error: string } {
  const expander = new Expander(word, variables, options.escapeChar ?? '\\', options.keepMissing ?? false);
  try {
    const { value, words } = expander.until('', false);
    return { value, words, used: expander.used, unset: expander.unset, missing: expander.missing };
  } catch (error) {
    if (error instanceof ExpansionError) return { error: error.message };
    throw error;
  }
}

/** The same, as the list of words. */
export function expandWords(
  word: string,
  variables: ReadonlyMap<string, string>,
  options: ExpandOptions = {},
): readonly string[] | { readonly error: string } {
  const expansion = expandWord(word, variables, options);
  return 'error' in expansion ? expansion : expansion.words;
}
