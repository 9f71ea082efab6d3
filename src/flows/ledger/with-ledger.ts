import { SeaworthyError } from '../../core/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';

/** The folder of the ledger. Throws `E_USAGE` when the settings name none. */
export function ledgerFolder({ ledgerDirectory }: Settings): string {
  if (ledgerDirectory !== undefined) return ledgerDirectory;
  throw new SeaworthyError('E_USAGE', 'no ledger is set', { next: 'Name its folder with `--ledger`.' });
}

/** The ledger, made when absent. Throws `E_USAGE` when the settings name none. */
export function withLedger<T>(given: Settings | Session, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  return inSession(given, async (session) => {
    ledgerFolder(session.settings);
    return work(await session.ledger());
  });
}

/** As `withLedger`, but makes none: `none` is the answer where there is no ledger yet. */
export function withKnownLedger<T>(
  given: Settings | Session,
  none: T,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  return inSession(given, async (session) => {
    ledgerFolder(session.settings);
    const ledger = await session.knownLedger();
    return ledger === undefined ? none : work(ledger);
  });
}
