import { SeaworthyError } from '../../core/index.ts';
import { hasLedger, type Ledger, openLedger } from '../../foundations/ledger/index.ts';
import type { Settings } from '../settings.ts';

/** The folder of the ledger. Throws `E_USAGE` when the settings name none. */
export function ledgerFolder({ ledgerDirectory }: Settings): string {
  if (ledgerDirectory !== undefined) return ledgerDirectory;
  throw new SeaworthyError('E_USAGE', 'no ledger is set', { next: 'Name its folder with `--ledger`.' });
}

/** Opens the ledger, made when absent, for as long as `work` takes. */
export async function withLedger<T>(settings: Settings, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(ledgerFolder(settings));
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** As `withLedger`, but makes none: `none` is the answer where there is no ledger yet. */
export async function withKnownLedger<T>(
  settings: Settings,
  none: T,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  return hasLedger(ledgerFolder(settings)) ? withLedger(settings, work) : none;
}
