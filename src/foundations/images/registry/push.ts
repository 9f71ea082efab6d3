import { type Digest, SeaworthyError } from '../../../core/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import type { NewManifest } from '../artifact-store.ts';
import { digestBytes } from '../descriptor.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';

async function refused(client: RegistryClient, response: HttpResponse, what: string): Promise<SeaworthyError> {
  const fault = await readFault(response);
  if (fault.status >= 500 || fault.status === 429) return unexpectedAnswer(fault, response, client.name);
  return new SeaworthyError('E_WRITE', `${client.name} does not take ${what}`, {
    why: fault.text,
    next: 'Check that the repository may be written to and what the registry allows.',
  });
}

/** Whether the repository has the blob. */
async function hasBlob(client: RegistryClient, digest: Digest): Promise<boolean> {
  const response = await client.send({ path: `blobs/${digest}`, method: 'HEAD', actions: 'pull,push' });
  await response.discard();
  return response.status === 200;
}

/** Uploads a blob in one piece (distribution-spec, "Pushing blobs": POST then PUT), unless it is there. */
export async function pushBlob(
  client: RegistryClient,
  bytes: Uint8Array,
): Promise<{ readonly digest: Digest; readonly size: number }> {
  const digest = digestBytes(bytes);
  const pushed = { digest, size: bytes.length };
  if (await hasBlob(client, digest)) return pushed;
  const started = await client.send({ path: 'blobs/uploads/', method: 'POST', actions: 'pull,push', body: '' });
  const { location } = started.headers;
  if (started.status !== 202 || location === undefined) throw await refused(client, started, 'a blob');
  await started.discard();
  // The place may have a query of its own, which must stay as it is.
  const place = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await client.send({
    path: '',
    location: place,
    method: 'PUT',
    actions: 'pull,push',
    headers,
    body: bytes,
  });
  if (response.status !== 201) throw await refused(client, response, 'a blob');
  await response.discard();
  return pushed;
}

/** What came of a manifest that was stored. */
export interface PushedManifest {
  readonly digest: Digest;
  /** Whether the registry says that it knows the subject (`OCI-Subject`): then it may keep the list of referrers itself. */
  readonly subjectKnown: boolean;
}

/** Stores a manifest by tag or, when none is given, by digest. */
export async function pushManifest(
  client: RegistryClient,
  manifest: NewManifest,
  tag?: string,
): Promise<PushedManifest> {
  const digest = digestBytes(manifest.bytes);
  const response = await client.send({
    path: `manifests/${tag ?? digest}`,
    method: 'PUT',
    actions: 'pull,push',
    headers: { 'content-type': manifest.mediaType },
    body: manifest.bytes,
  });
  if (response.status !== 201) throw await refused(client, response, 'a manifest');
  await response.discard();
  const claimed = response.headers['docker-content-digest'];
  if (claimed !== undefined && claimed !== digest) {
    throw new SeaworthyError('E_DIGEST_MISMATCH', 'the registry stored a manifest under another digest', {
      where: client.name,
      why: `${claimed.slice(0, 140)}, not ${digest}`,
    });
  }
  return { digest, subjectKnown: response.headers['oci-subject'] !== undefined };
}

/** Deletes a manifest by digest. Whether it was there. */
export async function deleteManifest(client: RegistryClient, digest: Digest): Promise<boolean> {
  const response = await client.send({ path: `manifests/${digest}`, method: 'DELETE', actions: 'delete' });
  if (response.status === 202 || response.status === 200 || response.status === 404) {
    await response.discard();
    return response.status !== 404;
  }
  throw await refused(client, response, 'a deletion');
}
