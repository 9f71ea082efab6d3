import { SeaworthyError } from '../../../core/index.ts';
import { change } from '../catalogue/index.ts';
import type { Context } from '../command.ts';

/**
 * Whether the user wants it: `--yes` says so, else they are asked on the terminal, and everything but `y` and `yes` means no. Throws `E_USAGE` where
 * there is nobody to ask.
 */
export async function confirm(question: string, { host, log, values, endProgress }: Context): Promise<boolean> {
  if (values.on(change.yes)) return true;
  if (!host.input.isTerminal || !host.err.isTerminal) {
    throw new SeaworthyError('E_USAGE', 'this cannot be undone, and there is nobody to ask', {
      next: 'See what would be done with `--dry-run`, then say `--yes`.',
    });
  }
  endProgress();
  await log.flush();
  await host.err.write(`${question} [y/N] `);
  const answer = (await host.input.line())?.trim().toLowerCase();
  host.signal.throwIfAborted();
  return answer === 'y' || answer === 'yes';
}
