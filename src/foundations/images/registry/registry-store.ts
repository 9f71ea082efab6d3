import { type Digest, SeaworthyError } from '../../../core/index.ts';
import { type ArtifactStore, artifactDescriptor } from '../artifact-store.ts';
import { checkBlob, type Descriptor } from '../descriptor.ts';
import { blobStream } from './blob-stream.ts';
import type { RegistryClient } from './client.ts';
import { changeFallbackIndex } from './fallback-index.ts';
import { type Patience, realPatience, withPatience } from './patience.ts';
import { deleteManifest, pushBlob, pushManifest } from './push.ts';
import { referrersByRegistry, referrersByTag } from './referrers.ts';
import { tagList } from './tags.ts';

/** One repository of a registry as a store of images and what hangs on them. */
export function registryStore(client: RegistryClient, patience: Patience = realPatience): ArtifactStore {
  return {
    name: client.name,
    repository: client.name,
    manifest: (tagOrDigest) => client.manifest(tagOrDigest),
    blob: (blob, maxBytes) => readBlob(client, blob, maxBytes),
    tags: tagList(client),
    referrers: (subject) => listReferrers(client, subject, patience),
    putBlob: (bytes) => withPatience(patience, () => pushBlob(client, bytes)),
    putManifest: async (manifest, tag) =>
      (await withPatience(patience, () => pushManifest(client, manifest, tag))).digest,
    async attach(artifact) {
      const { digest, subjectKnown } = await withPatience(patience, () => pushManifest(client, artifact));
      // Some registries answer OCI-Subject without having the list, so that the list itself is asked for.
      if (subjectKnown && (await listsItself(client, artifact.subject))) return digest;
      await changeFallbackIndex(
        client,
        artifact.subject,
        { kind: 'add', entry: artifactDescriptor(artifact) },
        patience,
      );
      return digest;
    },
    async deleteManifest(digest, subject) {
      await withPatience(patience, () => deleteManifest(client, digest));
      if (subject === undefined || (await listsItself(client, subject))) return;
      const listed = await referrersByTag(client, subject, patience.sleep);
      if (listed?.some((entry) => entry.digest === digest) === true)
        await changeFallbackIndex(client, subject, { kind: 'remove', digest }, patience);
    },
  };
}

async function readBlob(
  client: RegistryClient,
  blob: Pick<Descriptor, 'digest' | 'size'>,
  maxBytes: number,
): Promise<Uint8Array> {
  const where = `${client.name}, ${blob.digest}`;
  if (blob.size > maxBytes)
    throw new SeaworthyError('E_LIMIT', `${blob.size} bytes; at most ${maxBytes} are read`, { where });
  const chunks: Uint8Array[] = [];
  const open = (from: number) => client.blob(blob.digest, from);
  for await (const chunk of blobStream({ size: blob.size, where, open })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  checkBlob(bytes, blob, where);
  return bytes;
}

async function listReferrers(
  client: RegistryClient,
  subject: Digest,
  patience: Patience,
): Promise<readonly Descriptor[]> {
  let refusal: SeaworthyError | undefined;
  try {
    const listed = await referrersByRegistry(client, subject);
    if (listed !== undefined) return listed;
  } catch (error) {
    // Some registries that do not know the interface answer that it is forbidden.
    if (!(error instanceof SeaworthyError) || error.code !== 'E_AUTH') throw error;
    refusal = error;
  }
  const byTag = await referrersByTag(client, subject, patience.sleep);
  if (byTag !== undefined) return byTag;
  // Forbidden and no list of clients: nobody has said that there is nothing.
  if (refusal !== undefined) throw refusal;
  return [];
}

async function listsItself(client: RegistryClient, subject: Digest): Promise<boolean> {
  try {
    return (await referrersByRegistry(client, subject)) !== undefined;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_AUTH') return false;
    throw error;
  }
}
