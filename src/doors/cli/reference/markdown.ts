/** What stands at the top of every page that is made from the code. */
export const notice = '<!-- Made from the code by `npm run docs`. Changes made here are lost. -->\n\n';

/** A table; cells may hold Markdown, but no line breaks. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(header)}${line(header.map(() => '---'))}${rows.map(line).join('')}\n`;
}

export const code = (text: string): string => `\`${text}\``;
