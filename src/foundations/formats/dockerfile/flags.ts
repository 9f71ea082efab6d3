import { eachWord } from './words.ts';

/** A flag with the offset of its first character. */
export interface FlagPart {
  readonly name: string;
  readonly value: string | undefined;
  readonly offset: number;
}

/** The `--name=value` words that begin the arguments, and the offset where the rest begins. A lone `--` ends them. */
export function splitFlags(
  text: string,
  from: number,
  escapeChar: string,
): { readonly flags: readonly FlagPart[]; readonly rest: number } {
  const flags: FlagPart[] = [];
  let rest = from;
  for (const { raw, offset } of eachWord(text, escapeChar, from)) {
    if (!raw.startsWith('--')) return { flags, rest: offset };
    rest = offset + raw.length;
    if (raw === '--') break;
    const equals = raw.indexOf('=');
    const [name, value] = equals < 0 ? [raw.slice(2), undefined] : [raw.slice(2, equals), raw.slice(equals + 1)];
    flags.push({ name, value, offset });
  }
  return { flags, rest };
}
