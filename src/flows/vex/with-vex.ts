import {
  type Coverage,
  count,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  type Report,
} from '../../core/index.ts';
import { applyVex, type VexSource } from '../../phases/1-build/advisories/index.ts';
import type { Session } from '../session/session.ts';
import { lookedAt, type OwnDocument } from './looked-at.ts';
import { namedVex, type TakenVex } from './named-vex.ts';

/** Statements that were taken before anything was looked at. */
export type VexAtHand = TakenVex;

/** The documents that the user names, before anything else is done: a slip of the pen must not cost a whole look. */
export async function vexAtHand({ settings }: Session): Promise<VexAtHand | undefined> {
  if (settings.vex === undefined) return undefined;
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  for (const place of settings.vex.places) {
    const taken = await namedVex(place);
    sources.push(...taken.sources);
    problems.push(...taken.problems);
  }
  return { sources, problems };
}

/** The same, with what comes with the image. */
export async function withAttached(
  atHand: VexAtHand | undefined,
  target: string,
  { subject }: Inventory,
  session: Session,
): Promise<VexAtHand | undefined> {
  const attached = session.settings.vex?.attached;
  if (atHand === undefined || attached === undefined) return atHand;
  const { attachedVex } = await import('./attached-vex.ts');
  const taken = await attachedVex(target, subject, attached, session);
  return { sources: [...atHand.sources, ...taken.sources], problems: [...atHand.problems, ...taken.problems] };
}

/** A report in the light of statements. What they set aside stays in it. */
export async function withVex(
  report: Report,
  inventory: Inventory,
  atHand: VexAtHand | undefined,
  session: Session,
  own?: OwnDocument,
): Promise<Report> {
  if (atHand === undefined) return report;
  const { sources, problems } = atHand;
  const now = session.settings.clock.now();
  const applied = applyVex(report.findings, inventory, lookedAt(inventory, own), sources, now);
  const { findings, setAside, used, statements } = applied;
  const believed = sources.filter(({ notBelieved }) => notBelieved === undefined);
  const why = `${count(used, 'statement')} of ${statements} decided something; the others are about what is not here, or were passed over`;
  const coverage: Coverage = {
    ...emptyCoverage,
    parts: [{ id: 'vex', version: 1, files: believed.length, found: setAside, state: 'complete', why }],
    problems,
  };
  return { ...report, findings, coverage: joinCoverage(report.coverage, coverage) };
}
