import { nearest, SeaworthyError } from '../../core/index.ts';
import type { Settings } from '../settings.ts';
import { findInLedger, type RecordedFindings } from './find-in-ledger.ts';
import { type HandbookEntry, handbook, handbookEntries } from './handbook.ts';
import { ruleEntries } from './rule-entries.ts';

/** What a word stands for where nobody said where to look: findings that were recorded, else entries of the handbook. */
export type LookedUp =
  | ({ readonly kind: 'findings' } & RecordedFindings)
  | { readonly kind: 'entries'; readonly entries: readonly HandbookEntry[]; readonly notLookedIn?: string };

/**
 * Looks for a finding in the ledger, and where it holds none, for a check, detector, kind of rule, or rule in these rules files, of that name; `notLookedIn` says why the ledger could
 * not be asked. Throws `E_NO_FINDING`, and what a ledger throws where no entry answers either.
 */
export async function lookUp(wanted: string, settings: Settings, rules: readonly string[] = []): Promise<LookedUp> {
  let failure: SeaworthyError | undefined;
  try {
    const recorded = settings.ledgerDirectory === undefined ? undefined : await findInLedger(wanted, settings);
    if (recorded !== undefined) return { kind: 'findings', ...recorded };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    failure = error;
  }
  const entries = [...(await handbookEntries(wanted)), ...(await ruleEntries(wanted, rules))];
  if (entries.length > 0)
    return { kind: 'entries', entries, ...(failure === undefined ? {} : { notLookedIn: failure.message }) };
  if (failure !== undefined) throw failure;
  const similar = nearest(
    wanted,
    (await handbook()).map(({ id }) => id),
  );
  throw new SeaworthyError('E_NO_FINDING', `nothing goes by ${JSON.stringify(wanted.slice(0, 200))}`, {
    why: 'no newest scan or lint in the ledger holds such a finding, and no check, rule or error code has that name',
    next:
      similar === undefined
        ? 'Name a report with `--from report.json`, or a TARGET to look at.'
        : `Did you mean ${similar}?`,
  });
}
