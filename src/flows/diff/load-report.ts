import { defined, type Report, SeaworthyError } from '../../core/index.ts';
import { ledgerReport } from '../ledger/ledger-report.ts';
import { scan } from '../scan.ts';
import { inSession } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { vexAtHand, withVex } from '../vex/with-vex.ts';
import { diffReports, type ReportDiff } from './diff-reports.ts';

const ledgerPrefix = 'ledger:';
const basePrefix = 'base-of:';

/** One side of a comparison. */
interface Side {
  readonly report: Report;
  readonly notListed?: string;
}

/**
 * The report that a reference stands for: `ledger:` before the sequence of a scan record, a digest, part of it, or a name takes it from the ledger (the
 * newest scan of the subject); `base-of:` before any of these takes the image that it was built from; anything else is scanned. Throws what those throw.
 */
export async function loadReport(reference: string, settings: Settings): Promise<Report> {
  return (await loadSide(reference, settings)).report;
}

async function loadSide(reference: string, settings: Settings): Promise<Side> {
  if (reference.startsWith(basePrefix)) return loadBase(reference.slice(basePrefix.length), settings);
  const report = reference.startsWith(ledgerPrefix)
    ? await weighed(await ledgerReport(reference.slice(ledgerPrefix.length), settings), settings)
    : await scan(reference, settings);
  return { report };
}

/**
 * The report of the base of what a reference stands for: the last scan of it in the ledger, else it is scanned now. Only of one that is proven: a label may name any
 * place, and whoever may push would choose where we look and what we compare with. Of a base that a list of the team names it is that one, and whatever is found
 * under its name must have its layers; one that the ledger alone knows is told as such. Throws `E_TARGET_NOT_FOUND` where none is proven.
 */
async function loadBase(reference: string, settings: Settings): Promise<Side> {
  const { base, layers } = await loadReport(reference, settings);
  if (base?.certainty !== 'proven' || base.names[0] === undefined) {
    const known = base === undefined ? 'nothing tells its base' : `its base is only ${base.certainty}: ${base.why}`;
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the base of this image is not proven', {
      where: reference,
      why: known,
      next: 'List its base with `seaworthy db bases REPOSITORY`, or scan it once with `seaworthy scan IMAGE`.',
    });
  }
  const { listed } = base;
  const isWhole = listed === undefined || listed.layers === base.layers;
  const name = listed?.name ?? base.names[0];
  const report = await lastOrNow(isWhole ? (base.digest ?? name) : name, name, settings);
  if (listed === undefined) return { report, notListed: 'its base is in the ledger alone, and no list names it' };
  const { subject } = report;
  // The same digest has the layers that proved it, however the two are stored.
  const isSame = isWhole && subject.kind === 'image' && subject.digest === base.digest;
  const isAlike =
    report.layers.length === listed.layers && report.layers.every(({ digest }, at) => digest === layers[at]?.digest);
  return isSame || isAlike
    ? { report }
    : { report, notListed: `what is called ${name} has other layers than its base` };
}

async function lastOrNow(wanted: string, name: string, settings: Settings): Promise<Report> {
  try {
    return await weighed(await ledgerReport(wanted, settings), settings);
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
  const load = async (one: string | Report): Promise<Side> =>
    typeof one === 'string' ? loadSide(one, settings) : { report: await weighed(one, settings) };
  const before = await load(a);
  const after = await load(b);
  const found = diffReports(before.report, after.report);
  return {
    ...found,
    before: { ...found.before, ...defined({ notListed: before.notListed }) },
    after: { ...found.after, ...defined({ notListed: after.notListed }) },
  };
}
