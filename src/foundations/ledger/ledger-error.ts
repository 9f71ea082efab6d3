import { defined, SeaworthyError } from '../../core/index.ts';
import type { LedgerProblem } from './problem.ts';

/** The ledger cannot be used. */
export function ledgerError(where: string, why: string, next?: string, cause?: unknown): SeaworthyError {
  return new SeaworthyError('E_LEDGER', 'the ledger cannot be used', {
    where,
    why,
    ...defined({ next, cause }),
  });
}

/** The ledger can be read but is not what was written. */
export function chainError(where: string, problems: readonly LedgerProblem[]): SeaworthyError {
  const first = problems[0];
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new SeaworthyError('E_LEDGER_CHAIN', 'the ledger is not what was written to it', {
    where,
    ...(first === undefined ? {} : { why: `${first.message}${more}` }),
  });
}
