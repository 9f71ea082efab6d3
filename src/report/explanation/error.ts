import { type ErrorCode, errorCatalogue, exitCodes } from '../../core/index.ts';

/** Whether the text is an error code that `explainError` knows. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text);
}

/** What an error code means, what it does to the exit code and what to do. */
export function explainError(code: ErrorCode): string {
  const { exit, means, next } = errorCatalogue[code];
  const meaning = Object.entries(exitCodes).find(([key]) => key === String(exit))?.[1] ?? '';
  return `${code}\n${means}\n\nWhat to do: ${next}\nExit code:  ${exit}, ${meaning}\n`;
}
