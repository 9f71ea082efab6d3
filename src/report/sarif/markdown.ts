import { clean } from '../terminal/clean.ts';

/** Text from input as Markdown that shows it as it is: every character with a meaning is escaped, markup of HTML too. */
export function markdownText(text: string): string {
  return clean(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
