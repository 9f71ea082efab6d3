import { SeaworthyError } from '../../../core/index.ts';
import { jsonMemberSlices } from './members.ts';

/** Names that are looked at: objects outside of lists have few. */
const maxNames = 100_000;
const openBrace = 0x7b;

/**
 * Names that stand twice in one object of a JSON text that was parsed before: RFC 8259 (section 4) leaves open which of both counts, and `JSON.parse` takes the
 * last without a word. Looked at are objects outside of lists, `levels` deep. Throws `E_LIMIT` where there are too many names.
 */
export function repeatedJsonNames(bytes: Uint8Array, where: string, levels = 4): readonly string[] {
  const repeated = new Set<string>();
  let count = 0;
  const walk = (object: Uint8Array, deeper: number): void => {
    const names = new Set<string>();
    for (const [name, slice] of jsonMemberSlices(object, where)) {
      if (++count > maxNames)
        throw new SeaworthyError('E_LIMIT', `JSON with more than ${maxNames} members outside of lists`, { where });
      if (names.has(name)) repeated.add(name);
      names.add(name);
      if (deeper > 1 && firstOf(slice) === openBrace) walk(slice, deeper - 1);
    }
  };
  if (firstOf(bytes) === openBrace) walk(bytes, levels);
  return [...repeated];
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The first byte behind white space and a byte order mark. */
function firstOf(bytes: Uint8Array): number | undefined {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isSpace(bytes[at])) at++;
  return bytes[at];
}
