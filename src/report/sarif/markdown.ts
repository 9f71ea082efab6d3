import { clean } from '../terminal/clean.ts';

/**
 * What GitHub and GitLab make links and messages of in whatever stands in a comment, escaped or not: somebody's name behind `@`, the number of an issue or a merge request,
 * an address. A comment of HTML in it shows as nothing, and ends it.
 */
const calls = /@(?=\S)|[#!](?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

/** Text from input as Markdown that shows it as it is: every character with a meaning is escaped, markup of HTML too; nobody is called and nothing is linked. */
export function markdownText(text: string): string {
  return clean(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(calls, '$&<!-- -->');
}
