import {
  type AdvisoryStatus,
  type CvssRating,
  defined,
  type Severity,
  severityFromWord,
} from '../../../../../core/index.ts';
import type { CsafStatement, CsafStatus } from '../../csaf/index.ts';

/** What Red Hat says of one package in one stream, before what it says of others is put beside it. */
export interface RhelState {
  readonly status: Exclude<AdvisoryStatus, 'withdrawn'>;
  /** First version that is not affected, where there is one. */
  readonly fixed?: string;
  /** Processors of that build; absent where it says none, and for `noarch`. */
  readonly architecture?: string;
  readonly note?: string;
  readonly severity?: Severity;
  readonly cvss: readonly CvssRating[];
  /** Page of the advisory that brought the fix. */
  readonly url?: string;
}

/** Red Hat's words for how bad (access.redhat.com/security/updates/classification): critical, important, moderate, low. */
function severityOf(word: string | undefined): Severity | undefined {
  const level = word === undefined ? 'unknown' : severityFromWord(word);
  return level === 'unknown' ? undefined : level;
}

const publisher = 'Red Hat';

function ratingsOf({ scores }: CsafStatement): CvssRating[] {
  return scores
    .filter(({ vector, score }) => vector.length <= 500 && score >= 0 && score <= 10)
    .map(({ vector, score }) => ({ vector, score, source: publisher }));
}

/** What of a product that has no fix, in Red Hat's words, means that the release is no longer looked after, or that none will come. */
function unfixedStatus(category: string, details: string): RhelState['status'] {
  if (category !== 'no_fix_planned') return 'affected';
  return /out of support/i.test(details) ? 'end-of-life' : 'wont-fix';
}

const advisoryPage = /\/(RH[SBE]A-\d{4}:\d{4,6})$/;

/** States of CSAF that Red Hat does not use for its products say nothing here. */
const understood: ReadonlySet<CsafStatus> = new Set([
  'fixed',
  'known_affected',
  'known_not_affected',
  'under_investigation',
]);

const longestNote = 200;

/** The state that a statement tells; undefined for a fix without a version, and for states that are not used. */
export function stateOf(
  statement: CsafStatement,
  version: string | undefined,
  architecture: string | undefined,
  overall: string | undefined,
): RhelState | undefined {
  const { status, remediations, impact } = statement;
  if (!understood.has(status)) return undefined;
  const common = { cvss: ratingsOf(statement), ...defined({ severity: severityOf(impact) ?? severityOf(overall) }) };
  if (status === 'known_not_affected') return { status: 'unaffected', ...common };
  if (status === 'under_investigation') return { status: 'undetermined', ...common, note: 'under investigation' };
  if (status === 'fixed') {
    if (version === undefined) return undefined;
    const fix = remediations.find(({ category }) => category === 'vendor_fix');
    const advisory = advisoryPage.exec(fix?.url ?? '')?.[1];
    const note = advisory === undefined ? undefined : `fixed by ${advisory}`;
    return { status: 'affected', fixed: version, ...common, ...defined({ architecture, note, url: fix?.url }) };
  }
  const none = remediations.find(({ category }) => category === 'no_fix_planned' || category === 'none_available');
  const details = none?.details.trim().slice(0, longestNote) ?? '';
  const note = details === '' ? undefined : details;
  return { status: unfixedStatus(none?.category ?? '', details), ...common, ...defined({ note }) };
}
