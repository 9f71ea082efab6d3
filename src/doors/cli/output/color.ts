import type { Stream } from '../host.ts';

/**
 * Whether escape sequences for colour may go to a stream. What the user says in so many words wins; then NO_COLOR (no-color.org), CLICOLOR_FORCE
 * (bixense.com/clicolors), and whether a terminal that can do it is there.
 */
export function wantsColor(
  choice: 'auto' | 'always' | 'never' | undefined,
  env: Readonly<Record<string, string | undefined>>,
  stream: Pick<Stream, 'isTerminal'>,
): boolean {
  if (choice === 'always') return true;
  if (choice === 'never' || env.NO_COLOR) return false;
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') return true;
  return stream.isTerminal && env.TERM !== 'dumb';
}
