import { count } from '../../core/index.ts';

/** What became of the files of a plan: what was written, or would be by this flag. */
export function changedFiles(files: readonly { readonly state: string }[], flag: string): string {
  const written = files.filter(({ state }) => state === 'written').length;
  if (written > 0) return `${count(written, 'file')} rewritten`;
  const proposed = files.filter(({ state }) => state === 'proposed').length;
  return proposed > 0 ? `${count(proposed, 'file')} to rewrite: \`${flag}\` does it` : 'no file is rewritten';
}
