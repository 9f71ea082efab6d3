import { type Digest, isDigest, SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import type { HttpResponse } from '../../net/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { RegistryClient } from './client.ts';

/**
 * Every kind of manifest by name: docker-registry answers 404 to a question about an OCI manifest when only all types together are accepted, and some
 * registries convert what is not named, and answer with the digest of that.
 */
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
  'application/vnd.docker.distribution.manifest.v1+json',
  '*/*',
].join(', ');

/** The headers of a manifest of any kind; undefined when it is not there. Throws for any answer that does not say. */
export async function manifestHeaders(
  client: RegistryClient,
  tagOrDigest: string,
): Promise<HttpResponse['headers'] | undefined> {
  const response = await client.send({ path: `manifests/${tagOrDigest}`, method: 'HEAD', headers: { accept } });
  const { status, headers } = response;
  if (status !== 200 && status !== 404) throw unexpectedAnswer(await readFault(response), response, client.name);
  await response.discard();
  return status === 404 ? undefined : headers;
}

/** Whether a manifest is there. Throws for any answer that does not say. */
export async function hasManifest(client: RegistryClient, digest: Digest): Promise<boolean> {
  return (await manifestHeaders(client, digest)) !== undefined;
}

/**
 * The digest that a tag names. A registry that does not answer the short question, or without the digest, is asked for the manifest itself. Throws those of
 * `RegistryClient.manifest`, and `E_FORMAT` for what is none: the digest of a page that some web server answers with is nobody's business.
 */
export async function resolveTag(client: RegistryClient, tag: string): Promise<Digest> {
  const response = await client.send({ path: `manifests/${tag}`, method: 'HEAD', headers: { accept } });
  await response.discard();
  const named = response.status === 200 ? response.headers['docker-content-digest'] : undefined;
  if (named !== undefined && isDigest(named)) return named;
  const { bytes, digest } = await client.manifest(tag);
  const where = `${client.name}:${tag}`;
  if (typeof field(parseJson(bytes, where), 'schemaVersion') === 'number') return digest;
  throw new SeaworthyError('E_FORMAT', 'what the registry answers is no manifest', { where });
}
