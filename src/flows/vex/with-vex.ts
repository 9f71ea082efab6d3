import {
  type Coverage,
  count,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  type Report,
  SeaworthyError,
} from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import { applyVex, type VexSource } from '../../phases/1-build/advisories/index.ts';
import { isClaim } from '../listed-in.ts';
import type { Session } from '../session/session.ts';
import { archiveLimits } from './archive-files.ts';
import { lookedAt, type OwnDocument } from './looked-at.ts';
import { isFolder, namedVex, type TakenVex } from './named-vex.ts';
import { documentsFor, type VexRepository } from './vex-repository.ts';

/** Statements, and where more are that are looked up when it is known what is there. */
export interface VexAtHand extends TakenVex {
  readonly repositories: readonly VexRepository[];
}

const takenIn = new WeakMap<Session, Promise<VexAtHand | undefined>>();

/**
 * The documents that the user names, before anything else is done: a slip of the pen must not cost a whole look. Read, or fetched, once in a session, however many
 * targets it looks at.
 */
export function vexAtHand(session: Session): Promise<VexAtHand | undefined> {
  const taken = takenIn.get(session) ?? takeVex(session);
  takenIn.set(session, taken);
  return taken;
}

async function takeVex(session: Session): Promise<VexAtHand | undefined> {
  const { vex } = session.settings;
  if (vex === undefined) return undefined;
  const sources: VexSource[] = [];
  const problems: Problem[] = [];
  const repositories: VexRepository[] = [];
  for (const place of vex.places) {
    const found = await atPlace(place, session);
    if ('entries' in found) repositories.push(found);
    else {
      sources.push(...found.sources);
      problems.push(...found.problems);
    }
  }
  return { sources, problems, repositories };
}

async function atPlace(place: string, session: Session): Promise<VexRepository | TakenVex> {
  const { archiveRepository, fetched, folderRepository, isAddress, isArchive } = await import('./open-repository.ts');
  if (isAddress(place)) return fetched(place, session);
  if (isFolder(place)) return (await folderRepository(place)) ?? namedVex(place);
  const bytes = readFileBytes(place, archiveLimits.bytes);
  return bytes !== undefined && isArchive(bytes) ? archiveRepository(bytes, place) : namedVex(place);
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
  return joined(atHand, taken);
}

/** The same, with what a bill of materials that is looked at says itself, and what it is called. */
export async function withOwn(
  atHand: VexAtHand | undefined,
  target: string,
  { subject }: Inventory,
  session: Session,
  document?: Uint8Array,
): Promise<{ readonly atHand: VexAtHand | undefined; readonly own?: OwnDocument }> {
  if (atHand === undefined) return { atHand };
  if (!isClaim(subject)) {
    if (session.settings.vex?.inSbom !== true) return { atHand };
    throw new SeaworthyError('E_USAGE', 'this is no bill of materials, which could hold statements', { where: target });
  }
  const { sbomVex } = await import('./sbom-vex.ts');
  const { own, ...taken } = await sbomVex(target, session, document);
  return { atHand: joined(atHand, taken), own };
}

/** Both together. */
export const joined = (atHand: VexAtHand, taken: TakenVex): VexAtHand => ({
  ...atHand,
  sources: [...atHand.sources, ...taken.sources],
  problems: [...atHand.problems, ...taken.problems],
});

/** A report in the light of statements. What they set aside stays in it. */
export async function withVex(
  report: Report,
  inventory: Inventory,
  atHand: VexAtHand | undefined,
  session: Session,
  own?: OwnDocument,
): Promise<Report> {
  if (atHand === undefined) return report;
  const { sources, problems } = await lookedUp(atHand, inventory);
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

/** With what the repositories have of what is here. */
async function lookedUp(atHand: VexAtHand, inventory: Inventory): Promise<VexAtHand> {
  let all = atHand;
  for (const repository of atHand.repositories) all = joined(all, await documentsFor(repository, inventory));
  return all;
}
