import { type ErrorCode, errorCatalogue, exitCodes } from '../../core/index.ts';
import { wrap } from '../terminal/width.ts';

/** Whether the text is an error code that `explainError` knows. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text);
}

/** What an error code means, what it does to the exit code and what to do, on lines of at most `width` columns. */
export function explainError(code: ErrorCode, width: number): string {
  const { exit, means, next } = errorCatalogue[code];
  const meaning = Object.entries(exitCodes).find(([key]) => key === String(exit))?.[1] ?? '';
  const named = (name: string, text: string): readonly string[] =>
    wrap(text, width - name.length).map((line, at) => `${at === 0 ? name : ' '.repeat(name.length)}${line}`);
  const lines = [
    code,
    ...wrap(means, width),
    '',
    ...named('What to do: ', next),
    ...named('Exit code:  ', `${exit}, ${meaning}`),
  ];
  return `${lines.join('\n')}\n`;
}
