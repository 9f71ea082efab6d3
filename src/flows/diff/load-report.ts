import { type Report, SeaworthyError } from '../../core/index.ts';
import { ledgerReport } from '../ledger/ledger-report.ts';
import { scan } from '../scan.ts';
import { inSession } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { vexAtHand, withVex } from '../vex/with-vex.ts';
import { diffReports, type ReportDiff } from './diff-reports.ts';

const ledgerPrefix = 'ledger:';
const basePrefix = 'base-of:';

/**
 * The report that a reference stands for: `ledger:` before the sequence of a scan record, a digest, part of it, or a name takes it from the ledger (the
 * newest scan of the subject); `base-of:` before any of these takes the image that it was built from; anything else is scanned. Throws what those throw.
 */
export async function loadReport(reference: string, settings: Settings): Promise<Report> {
  if (reference.startsWith(basePrefix)) return loadBase(reference.slice(basePrefix.length), settings);
  return reference.startsWith(ledgerPrefix)
    ? weighed(await ledgerReport(reference.slice(ledgerPrefix.length), settings), settings)
    : scan(reference, settings);
}

/**
 * The report of the base of what a reference stands for: the last scan of it in the ledger, else it is scanned now. Only of one that is proven: a label may name any
 * place, and whoever may push would choose where we look and what we compare with. Throws `E_TARGET_NOT_FOUND` where none is proven.
 */
async function loadBase(reference: string, settings: Settings): Promise<Report> {
  const { base } = await loadReport(reference, settings);
  const [name] = base?.names ?? [];
  if (base?.certainty !== 'proven' || name === undefined) {
    const known = base === undefined ? 'nothing tells its base' : `its base is only ${base.certainty}: ${base.why}`;
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the base of this image is not proven', {
      where: reference,
      why: known,
      next: 'Scan its base once with `seaworthy scan IMAGE`, so that the ledger knows its layers.',
    });
  }
  try {
    return await weighed(await ledgerReport(base.digest ?? name, settings), settings);
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== 'E_TARGET_NOT_FOUND') throw error;
    return scan(name, settings);
  }
}

/**
 * A report of before in the light of the statements that the settings name: a scan takes them in by itself, and both sides of a comparison must be held against the same.
 */
async function weighed(report: Report, settings: Settings): Promise<Report> {
  if (settings.vex === undefined) return report;
  return inSession(settings, async (session) => withVex(report, report, await vexAtHand(session), session));
}

/** What is different in `b`: each a report, or a reference as `loadReport` takes it. */
export async function diff(a: string | Report, b: string | Report, settings: Settings): Promise<ReportDiff> {
  const load = async (one: string | Report): Promise<Report> =>
    typeof one === 'string' ? loadReport(one, settings) : weighed(one, settings);
  return diffReports(await load(a), await load(b));
}
