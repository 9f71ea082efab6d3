import { type Problem, SeaworthyError, whatAndWhy } from '../../core/index.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { openTeamDatabase } from './flows.ts';
import type { OpenedDatabase } from './open-database.ts';
import { takeOver } from './take-over.ts';

/** What became of partitions that were looked for in the team's artifact. */
export interface TakenFromTeam {
  /** Those that the artifact holds: their publishers are not asked. */
  readonly held: ReadonlySet<string>;
  readonly updated: number;
  readonly problems: readonly Problem[];
}

const nothing: TakenFromTeam = { held: new Set(), updated: 0, problems: [] };

/** Artifacts that were opened, by session: a judging of thousands asks the registry once. An error stays one. */
const opened = new WeakMap<Session, Promise<OpenedDatabase>>();

/** Whether the settings name an artifact that may be asked: a layout lies in a folder, and needs no network. */
export const mayAskTeam = ({ databaseFrom, offline }: Settings): boolean =>
  databaseFrom !== undefined && (!offline || databaseFrom.reference.startsWith('oci:'));

/** What is told, and makes nothing incomplete: the publishers are asked, or what is there stays in use and its age is told. */
const told = (message: string, where: string): Problem => ({
  code: 'E_FEED',
  message,
  where,
  part: 'advisories',
  incomplete: false,
});

/**
 * Takes of these partitions those that the team's artifact holds. Throws nothing but `E_INTERRUPTED`, what is a defect of ours, and what reading the signer's
 * own files throws (a key that is not there is the user's slip, and no reason to ask others): what cannot be had there is told, and for others to fetch.
 */
export async function takeFromTeam(wanted: readonly string[], session: Session): Promise<TakenFromTeam> {
  const { databaseFrom, signal } = session.settings;
  if (databaseFrom === undefined || wanted.length === 0 || !mayAskTeam(session.settings)) return nothing;
  const { reference } = databaseFrom;
  databaseFrom.signer();
  const opening = opened.get(session) ?? openTeamDatabase(databaseFrom, session);
  opened.set(session, opening);
  let artifact: OpenedDatabase;
  try {
    artifact = await opening;
  } catch (error) {
    if (!(error instanceof SeaworthyError) || signal?.aborted || error.code === 'E_INTERNAL') throw error;
    const message = `the team’s advisory data was not taken, and its publishers were asked instead: ${whatAndWhy(error)}`;
    return { ...nothing, problems: [told(message, reference)] };
  }
  const held = artifact.held.filter(({ manifest }) => wanted.includes(manifest.id));
  const updates = await takeOver(artifact, held, session);
  const refused = updates.filter(({ state }) => state === 'refused');
  const ids = new Set(held.map(({ manifest }) => manifest.id));
  const missing = wanted.filter((id) => !ids.has(id));
  return {
    held: ids,
    updated: updates.filter(({ state }) => state === 'updated').length,
    problems: [
      ...refused.map(({ partition, why = '' }) => told(`it was not taken from ${reference}: ${why}`, partition)),
      ...missing.map((id) => told(`${reference} does not hold it, so its publisher was asked`, id)),
    ],
  };
}
