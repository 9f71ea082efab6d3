import { SeaworthyError } from '../../../../core/index.ts';

/** `PackageName: openssl`. */
export interface Tag {
  readonly name: string;
  readonly value: string;
}

const maxTags = 3_000_000;
const start = '<text>';
const end = '</text>';

/**
 * The tags of a document (SPDX 2.3, clause 5.1): one a line, `Tag: value`, of which a value may go on over several lines between `<text>` and `</text>`; lines
 * that begin with `#` are comments. `odd` counts lines that are neither. Throws `E_LIMIT`.
 */
export function readTags(text: string, where: string): { readonly tags: readonly Tag[]; readonly odd: number } {
  const tags: Tag[] = [];
  let odd = 0;
  let at = 0;
  while (at < text.length) {
    let lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd).trim();
    if (line !== '' && !line.startsWith('#')) {
      const [, name, first = ''] = /^([A-Za-z]{1,60}):\s*(.*)$/s.exec(line) ?? [];
      if (name === undefined) odd++;
      else if (!first.startsWith(start)) tags.push({ name, value: first });
      else {
        const from = text.indexOf(start, at) + start.length;
        const to = text.indexOf(end, from);
        // What never ends goes on to the end of the file, with whatever tags it swallows.
        if (to < 0) odd++;
        tags.push({ name, value: text.slice(from, to < 0 ? text.length : to) });
        lineEnd = to < 0 ? text.length : endOfLine(text, to);
      }
    }
    if (tags.length > maxTags)
      throw new SeaworthyError('E_LIMIT', `an SPDX document of more than ${maxTags} tags`, { where });
    at = lineEnd + 1;
  }
  return { tags, odd };
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}
