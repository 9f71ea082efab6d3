import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asSeaworthyError, defined, isDigest, SeaworthyError } from '../../core/index.ts';
import { discard } from '../../foundations/formats/index.ts';
import { archiveStore, layoutStore, openArtifactStore, type StoreTarget } from '../../foundations/images/index.ts';
import type { PartitionUpdate } from '../../phases/1-build/advisories/index.ts';
import { updateDatabase } from '../database.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import type { KeyInput } from '../ship/key-input.ts';
import { trustedSigner, type WantedSigner } from '../ship/wanted-signer.ts';
import { artifactLimits, databaseType } from './media-types.ts';
import { type OpenedDatabase, openDatabaseArtifact } from './open-database.ts';
import type { HeldPartition } from './read-database.ts';
import { type StoredDatabase, storeDatabase } from './store-database.ts';
import { takeOver } from './take-over.ts';
import type { TeamDatabase } from './team-database.ts';
import { writeTar } from './write-tar.ts';

/**
 * Makes partitions from their feeds in a folder of its own: those named, else those that the database of the settings holds. Throws as `updateDatabase`.
 */
export async function buildDatabase(
  folder: string,
  partitions: readonly string[],
  settings: Settings,
): Promise<readonly PartitionUpdate[]> {
  const known = await inSession(settings, async (session) => (await session.database()).status().map(({ id }) => id));
  const wanted = partitions.length > 0 ? partitions : known;
  return updateDatabase(wanted, { ...settings, databaseDirectory: folder });
}

async function idsOf(partitions: readonly string[], session: Session): Promise<readonly string[]> {
  const database = await session.database();
  const ids = partitions.length > 0 ? [...new Set(partitions)] : database.status().map(({ id }) => id);
  if (ids.length > 0) return ids;
  throw new SeaworthyError('E_USAGE', 'the database is empty', {
    where: database.directory,
    next: 'Fill it with `seaworthy db update alpine/3.20`, or scan something.',
  });
}

/** Puts partitions (all, where none is named) into a registry or an OCI layout, signed where there is a key. Throws those of `storeDatabase`. */
export function pushDatabase(
  reference: string,
  input: { readonly partitions: readonly string[]; readonly key?: KeyInput },
  given: Settings | Session,
): Promise<StoredDatabase> {
  return inSession(given, async (session) => {
    const ids = await idsOf(input.partitions, session);
    const { store, tagOrDigest } = await openArtifactStore(reference, session.storeOptions);
    if (isDigest(tagOrDigest))
      throw new SeaworthyError('E_USAGE', 'a digest names what is there already', {
        where: reference,
        next: 'Name a tag: registry.example/security/advisories:latest.',
      });
    return storeDatabase(store, tagOrDigest, ids, input.key, session);
  });
}

/** Chosen by name, or all; a name that the artifact does not hold is `E_NOT_FOUND`. */
function chosen({ held, via }: OpenedDatabase, partitions: readonly string[]): readonly HeldPartition[] {
  if (partitions.length === 0) return held;
  return [...new Set(partitions)].map((id) => {
    const found = held.find(({ manifest }) => manifest.id === id);
    if (found !== undefined) return found;
    throw new SeaworthyError('E_NOT_FOUND', `the artifact holds no partition ${JSON.stringify(id.slice(0, 100))}`, {
      where: via,
      next: `It holds ${held
        .slice(0, 20)
        .map(({ manifest }) => manifest.id)
        .join(', ')}.`,
    });
  });
}

/** Opens the artifact of a team, once its signature is checked. Throws those of `openDatabaseArtifact`. */
export async function openTeamDatabase(from: TeamDatabase, session: Session): Promise<OpenedDatabase> {
  const signer = trustedSigner(from.signer());
  const target = await openArtifactStore(from.reference, session.storeOptions);
  session.settings.progress?.({ activity: `Checking who signed ${from.reference}` });
  return openDatabaseArtifact(target, signer);
}

/** Takes partitions (all, where none is named) out of a team's artifact. Throws those of `openTeamDatabase`, `E_NOT_FOUND`, `E_WRITE`. */
export function pullDatabase(
  from: TeamDatabase,
  partitions: readonly string[],
  given: Settings | Session,
): Promise<readonly PartitionUpdate[]> {
  return inSession(given, async (session) => {
    const opened = await openTeamDatabase(from, session);
    return takeOver(opened, chosen(opened, partitions), session);
  });
}

const tag = 'database';

/** Writes partitions (all, where none is named) into one file for an air gap: an OCI layout in a tar archive. Throws `E_WRITE` and those of `storeDatabase`. */
export function exportDatabase(
  file: string,
  input: { readonly partitions: readonly string[]; readonly key?: KeyInput },
  given: Settings | Session,
): Promise<StoredDatabase> {
  return inSession(given, async (session) => {
    const ids = await idsOf(input.partitions, session);
    const folder = await mkdtemp(join(dirname(file), `.${basename(file)}-`)).catch((cause: unknown) => {
      throw asSeaworthyError(cause, 'E_WRITE', 'the file cannot be written', file);
    });
    try {
      await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
      await writeFile(join(folder, 'index.json'), '{"schemaVersion":2,"manifests":[]}');
      const stored = await storeDatabase(layoutStore(folder, artifactLimits), tag, ids, input.key, session);
      const partial = `${folder}.tar`;
      await writeTar(folder, partial);
      await rename(partial, file);
      return { ...stored, store: file };
    } catch (cause) {
      throw asSeaworthyError(cause, 'E_WRITE', 'the file cannot be written', file);
    } finally {
      await rm(folder, { recursive: true, force: true });
      discard(`${folder}.tar`);
    }
  });
}

/**
 * Takes partitions (all, where none is named) out of such a file. With a signer it must be signed by them; without, every digest is checked and who made it is
 * the user's to know. Throws as `pullDatabase`, and those of reading archives.
 */
export function importDatabase(
  file: string,
  input: { readonly partitions: readonly string[]; readonly signer?: WantedSigner },
  given: Settings | Session,
): Promise<readonly PartitionUpdate[]> {
  return inSession(given, async (session) => {
    const { limits, signal } = session.settings;
    const files = await archiveStore(file, { limits, ...defined({ signal }) });
    try {
      const store = layoutStore(file, { ...limits, ...artifactLimits }, Date.now, files);
      const target: StoreTarget = { store, name: file, tagOrDigest: await onlyDatabase(store, file) };
      const signer = input.signer === undefined ? undefined : trustedSigner(input.signer);
      const opened = await openDatabaseArtifact(target, signer);
      return await takeOver(opened, chosen(opened, input.partitions), session);
    } finally {
      await files.close();
    }
  });
}

async function onlyDatabase(store: StoreTarget['store'], file: string): Promise<string> {
  const tags = await store.tags();
  if (tags.includes(tag)) return tag;
  throw new SeaworthyError('E_FORMAT', `no advisory database (${databaseType})`, {
    where: file,
    next: 'Such a file is written by `seaworthy db export FILE`.',
  });
}
