import {
  emptyCoverage,
  type Finding,
  joinCoverage,
  type Problem,
  type Report,
  SeaworthyError,
} from '../../core/index.ts';
import type { InUseEvidence } from '../../records/index.ts';
import type { Session } from '../session/session.ts';
import { inUseOf } from './in-use-of.ts';
import { rankByUse } from './rank-by-use.ts';

/** A report in which what is known of the use of the image counts. A ledger that cannot be read takes nothing from it but the order: it is told. */
export async function withUse(report: Report, session: Session): Promise<Report> {
  const { observations, problems } = await useOf(report, session);
  const findings: readonly Finding[] = rankByUse(report.findings, observations);
  const coverage = joinCoverage(report.coverage, { ...emptyCoverage, problems });
  return { ...report, findings, coverage };
}

async function useOf(
  { subject }: Report,
  session: Session,
): Promise<{ readonly observations: readonly InUseEvidence[]; readonly problems: readonly Problem[] }> {
  if (subject.kind !== 'image') return { observations: [], problems: [] };
  try {
    return { observations: await inUseOf(subject.digest, session), problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `what was in use is not known: ${error.message}`;
    const where = session.settings.ledgerDirectory ?? 'ledger';
    return { observations: [], problems: [{ code: error.code, message, where, part: 'ledger', incomplete: false }] };
  }
}
