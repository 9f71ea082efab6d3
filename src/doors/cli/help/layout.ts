/** Breaks a text into lines of at most `width` columns. Words that are longer stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** The width that text is set in: that of the terminal, but not too long to read. */
export function readable(columns: number): number {
  return Math.max(40, Math.min(columns, 100));
}

/** A paragraph, indented. */
export function paragraph(text: string, columns: number, indent = 0): string {
  return wrap(text, readable(columns) - indent)
    .map((line) => `${' '.repeat(indent)}${line}\n`)
    .join('');
}

/** Terms with what they mean beside them, or below where there is no room. */
export function definitions(rows: readonly (readonly [string, string])[], columns: number): string {
  const width = readable(columns);
  const longest = Math.max(...rows.map(([term]) => term.length));
  const column = Math.min(longest + 4, 36, Math.floor(width / 2));
  return rows
    .map(([term, meaning]) => {
      const lines = wrap(meaning, width - column);
      const begin = `  ${term}`;
      const indent = ' '.repeat(column);
      if (begin.length + 2 > column) return `${begin}\n${lines.map((line) => `${indent}${line}\n`).join('')}`;
      return lines.map((line, index) => `${index === 0 ? begin.padEnd(column) : indent}${line}\n`).join('');
    })
    .join('');
}

/** A heading and what belongs to it, with an empty line before. */
export function section(title: string, body: string): string {
  return `\n${title}\n${body}`;
}
