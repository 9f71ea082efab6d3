import { type Digest, SeaworthyError } from '../../../core/index.ts';
import { type ArtifactStore, artifactDescriptor } from '../artifact-store.ts';
import { checkBlob, type Descriptor } from '../descriptor.ts';
import { collectReferrers } from '../referrers-list.ts';
import { blobStream } from './blob-stream.ts';
import type { RegistryClient } from './client.ts';
import { changeFallbackIndex } from './fallback-index.ts';
import { resolveTag } from './manifest-head.ts';
import { type Patience, realPatience, withPatience } from './patience.ts';
import { deleteManifest, pushBlob, pushManifest } from './push.ts';
import { fallbackTag, listUnderTag, ownList } from './referrers.ts';
import { tagList } from './tags.ts';

/** One repository of a registry as a store of images and what hangs on them. */
export function registryStore(client: RegistryClient, patience: Patience = realPatience): ArtifactStore {
  return {
    name: client.name,
    repository: client.name,
    manifest: (tagOrDigest, maxBytes) => client.manifest(tagOrDigest, maxBytes),
    resolve: (tag) => resolveTag(client, tag),
    blob: (blob, maxBytes) => readBlob(client, blob, maxBytes),
    blobStream: (blob, from = 0) =>
      blobStream(
        { size: blob.size, where: `${client.name}, ${blob.digest}`, open: (at) => client.blob(blob.digest, at) },
        from,
      ),
    tags: tagList(client),
    referrerPages: (subject) => referrerPages(client, subject, patience),
    referrers: (subject) => collectReferrers(referrerPages(client, subject, patience), client.name),
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
      const listed = await listUnderTag(client, subject, patience.sleep);
      if (listed.kind === 'list' && listed.entries.some((entry) => entry.digest === digest))
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
  // In one piece from the start: a blob in chunks and then in one piece is there twice. What does not come takes no memory.
  const bytes = Buffer.allocUnsafeSlow(blob.size);
  let at = 0;
  const open = (from: number) => client.blob(blob.digest, from);
  for await (const chunk of blobStream({ size: blob.size, where, open })) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  checkBlob(bytes, blob, where);
  return bytes;
}

/** What hangs on a manifest: by the registry's own list, and by that of clients where it keeps none or does not say. */
async function* referrerPages(
  client: RegistryClient,
  subject: Digest,
  patience: Patience,
): AsyncGenerator<readonly Descriptor[], void, undefined> {
  const own = await ownList(client, subject);
  if (own.kind === 'list') {
    let said = false;
    for await (const page of own.pages) {
      said ||= page.said;
      yield page.entries;
    }
    if (said) return;
  }
  const byTag = await listUnderTag(client, subject, patience.sleep);
  if (byTag.kind === 'list') yield byTag.entries;
  // Nobody has said that there is nothing.
  else if (own.kind === 'odd') throw own.error;
  else if (byTag.kind === 'other')
    throw new SeaworthyError('E_FORMAT', `where clients keep the list of referrers stands ${byTag.what}`, {
      where: `${client.name}, ${fallbackTag(subject)}`,
    });
}

/** Whether the registry keeps the list of a subject on which something hangs. One that answers nothing of use keeps none. */
async function listsItself(client: RegistryClient, subject: Digest): Promise<boolean> {
  const own = await ownList(client, subject);
  if (own.kind !== 'list') return false;
  for await (const { said } of own.pages) return said;
  return false;
}
