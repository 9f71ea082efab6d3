import { type ErrorCode, SeaworthyError } from '../../../core/index.ts';

/** For tests: whether something that was thrown is ours and has one of the codes. */
export function isErrorOf(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof SeaworthyError && codes.includes(error.code);
}
