import { errorCatalogue, exitCodes } from '../../../core/index.ts';
import { exitCodeNote } from '../help/topics.ts';
import { code, notice, table } from './markdown.ts';

/** `docs/errors.md`. */
export function errorsPage(): string {
  const entries = Object.entries(errorCatalogue).map(
    ([id, { exit, means, next }]) =>
      `## ${id}\n\n${means}\n\nWhat to do: ${next}\n\nExit code: [${exit}](exit-codes.md)\n`,
  );
  return `${notice}# Errors\n\nEvery message ends with a code from this list; \`seaworthy explain CODE\` says the same, and \`--log-format json\` gives the parts of a message to a program. \`--debug\` adds where in the program it arose.\n\n${entries.join('\n')}`;
}

/** `docs/exit-codes.md`. */
export function exitCodesPage(): string {
  const rows = Object.entries(exitCodes).map(([exit, meaning]) => {
    const errors = Object.entries(errorCatalogue).filter(([, entry]) => String(entry.exit) === exit);
    return [code(exit), meaning, errors.map(([id]) => `[${id}](errors.md#${id.toLowerCase()})`).join(', ') || '–'];
  });
  return `${notice}# Exit codes\n\nThe same for every command.\n\n${table(['Code', 'Means', 'Errors that end with it'], rows)}${exitCodeNote}\n`;
}
