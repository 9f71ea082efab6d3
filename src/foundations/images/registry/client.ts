import {
  type Blame,
  type Clock,
  type Digest,
  defined,
  digestParts,
  isDigest,
  type Limits,
  printable,
  SeaworthyError,
} from '../../../core/index.ts';
import { type Http, type HttpRequest, type HttpResponse, plainHttpAllowed } from '../../net/index.ts';
import { digestBytes } from '../descriptor.ts';
import { type RegistryFault, readFault, unexpectedAnswer } from './answer-error.ts';
import { type Actions, createAuth } from './auth.ts';
import type { CredentialSource } from './credential.ts';
import { createRedirectLogin } from './redirect-login.ts';
import { registryHost } from './reference.ts';

export interface RegistryClientOptions {
  readonly http: Http;
  readonly registry: string;
  readonly repository: string;
  readonly limits: Pick<Limits, 'manifestBytes'>;
  readonly credentials?: CredentialSource;
  /** Registries spoken to without TLS, as `host` or `host:port`. The network client must allow them too. */
  readonly plainHttpHosts?: readonly string[];
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** One request to the repository. */
export interface RegistryRequest extends Omit<HttpRequest, 'signal'> {
  /** Below `/v2/REPOSITORY/`: `manifests/v1`, `blobs/sha256:…`, `tags/list?n=100`. */
  readonly path: string;
  /** What must be allowed for it; `pull` when absent. */
  readonly actions?: Actions;
  /** Where the registry said to go on (the Location of an upload), instead of `path`; relative to it. At another origin it gets no login. */
  readonly location?: string;
}

/** A manifest or an index as the registry gave it, its digest checked. */
export interface StoredManifest {
  readonly bytes: Uint8Array;
  /** Media type by its Content-Type, without parameters. */
  readonly mediaType: string;
  readonly digest: Digest;
}

/** One repository of a registry (OCI distribution-spec v1.1). */
export interface RegistryClient {
  /** `quay.io/org/app`. */
  readonly name: string;
  /** Sends a request, logging in where asked. Any answer but 401, 403, 429 and 5xx (without 501) is handed on. Throws `E_AUTH`, `E_NETWORK` and what the network throws. */
  send(request: RegistryRequest): Promise<HttpResponse>;
  /** By tag or digest; of at most `maxBytes` bytes, or those of the limits. Throws `E_NOT_FOUND`, `E_DIGEST_MISMATCH`, `E_FORMAT`, `E_LIMIT`. */
  manifest(tagOrDigest: string, maxBytes?: number): Promise<StoredManifest>;
  /** The bytes of a blob, from an offset on; the caller checks the digest. The status is 200, or 206 when the offset was honoured. */
  blob(digest: Digest, from?: number): Promise<HttpResponse>;
}

/** What we can read. Without OCI's types some registries convert to docker's, or to schema 1. */
const acceptManifest = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Hosts behind one another that a read is redirected to and that each want a token of their own. */
const maxRedirectLogins = 3;

/** A client for one repository. Opens nothing yet. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { http, registry, repository, limits, signal } = options;
  const host = registryHost(registry);
  const plain = plainHttpAllowed(new URL(`http://${host}`), { plainHttpHosts: options.plainHttpHosts ?? [] });
  const base = new URL(`${plain ? 'http' : 'https'}://${host}`);
  const auth = createAuth(options);
  const redirects = createRedirectLogin(options);
  const name = `${registry}/${repository}`;

  const send = async (request: RegistryRequest): Promise<HttpResponse> => {
    const actions = request.actions ?? 'pull';
    const url = addressOf(request, base, repository);
    const once = (address: string, authorization: string | undefined): Promise<HttpResponse> => {
      const { path: _path, actions: _actions, location: _location, headers, ...rest } = request;
      return http.request(address, {
        ...rest,
        headers: { ...headers, ...defined({ authorization }) },
        ...defined({ signal }),
      });
    };
    const known = auth.known(actions);
    const isHome = (address: URL): boolean => address.origin === base.origin;
    let response = await once(url.href, isHome(url) ? known : undefined);
    let refuse = auth.refusal;
    // The registry, and hosts that it redirects to; each is answered once.
    const asked = new Set<string>();
    while (response.status === 401) {
      const at = new URL(response.url);
      if (asked.has(at.origin) || asked.size > maxRedirectLogins) break;
      asked.add(at.origin);
      const challenge = response.headers['www-authenticate'] ?? '';
      // Another host gets the login of nobody, and only where something is read: what is written goes to the registry.
      const isRead = actions === 'pull' && request.location === undefined;
      if (isHome(at) ? !isHome(url) : !isRead || challenge === '') break;
      const login = isHome(at) ? auth : redirects.at(at, challenge);
      refuse = login.refusal;
      const fault = await readFault(response);
      if (challenge === '') throw await refuse(`${at.host} answers ${fault.text} and does not say how to log in`);
      const header = await login.answer(challenge, isHome(at) ? known : undefined, actions);
      response = await once(isHome(at) ? url.href : at.href, header);
    }
    const { status } = response;
    // 501 says that the registry does not have what was asked for, and not that it is in trouble.
    if (status < 400 || status === 501 || (status < 500 && ![401, 403, 429].includes(status))) return response;
    const fault = await readFault(response);
    if (status === 401 || status === 403) throw await refuse(`${new URL(response.url).host} answers ${fault.text}`);
    throw unexpectedAnswer(fault, response, host);
  };

  return {
    name,
    send,
    async manifest(tagOrDigest, maxBytes = limits.manifestBytes) {
      // Coded bytes would not have the digest; manifests are small.
      const headers = { accept: acceptManifest, 'accept-encoding': 'identity' };
      const response = await send({ path: `manifests/${tagOrDigest}`, headers });
      if (response.status !== 200) throw notThere(await readFault(response), response, name, tagOrDigest, host);
      const bytes = await response.bytes(maxBytes);
      const mediaType = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
      return checkManifest(bytes, mediaType, tagOrDigest, response.headers['docker-content-digest'], name);
    },
    async blob(digest, from = 0) {
      const range = from > 0 ? { range: `bytes=${from}-` } : {};
      const response = await send({ path: `blobs/${digest}`, headers: { 'accept-encoding': 'identity', ...range } });
      if (response.status === 200 || response.status === 206) return response;
      const fault = await readFault(response);
      if (fault.status === 416) throw tooShort(digest, from);
      if (!isUnknown(fault)) throw unexpectedAnswer(fault, response, host, blameFor(fault));
      throw new SeaworthyError('E_NOT_FOUND', `${name} names a blob that ${host} does not have`, {
        where: digest,
        why: fault.text,
        next: 'The upload may be incomplete, or parts were deleted; push the image again.',
      });
    },
  };
}

function addressOf(request: RegistryRequest, base: URL, repository: string): URL {
  const path = `${base.origin}/v2/${repository}/${request.path}`;
  if (request.location === undefined) return new URL(path);
  if (URL.canParse(request.location, path)) return new URL(request.location, path);
  throw new SeaworthyError('E_NETWORK', 'the registry names a place for an upload that is not an address', {
    where: printable(request.location.slice(0, 200)),
  });
}

/** docker-registry 2.8 answers 400 for some blobs it does not have. */
function isUnknown(fault: RegistryFault): boolean {
  return fault.status === 404 || fault.code === 'MANIFEST_BLOB_UNKNOWN' || fault.code === 'BLOB_UNKNOWN';
}

/** "Bad request", "not acceptable", "gone", "refused by policy": about what was asked for, which whoever pushed it chose. */
const blameFor = ({ status }: RegistryFault): Blame => (status < 500 && status !== 408 ? 'content' : 'outage');

function notThere(
  fault: RegistryFault,
  response: HttpResponse,
  name: string,
  tagOrDigest: string,
  host: string,
): SeaworthyError {
  if (fault.status !== 404) return unexpectedAnswer(fault, response, host, blameFor(fault));
  const what =
    fault.code === 'NAME_UNKNOWN' ? `there is no repository ${name}` : `there is no ${tagOrDigest} in ${name}`;
  const why =
    fault.code === '' ? `${host} answers ${fault.text} and not as a registry would` : `${host} answers ${fault.text}`;
  return new SeaworthyError('E_NOT_FOUND', what, { why, next: 'Check registry, repository and tag.' });
}

/** Digest check of a manifest: by what was asked for, and by what the registry says it gave. */
function checkManifest(
  bytes: Uint8Array,
  mediaType: string,
  tagOrDigest: string,
  claimed: string | undefined,
  name: string,
): StoredManifest {
  const where = `${name}, ${tagOrDigest}`;
  if (mediaType.startsWith('application/vnd.docker.distribution.manifest.v1+')) {
    throw new SeaworthyError(
      'E_FORMAT',
      'the image is in docker schema 1, which nobody writes since 2017 and we do not read',
      {
        where,
        next: 'Pull it with an old engine and push it again, or rebuild it.',
      },
    );
  }
  for (const [expected, whose] of [
    [tagOrDigest, 'asked for'],
    [claimed, 'that the registry names'],
  ] as const) {
    if (expected === undefined || !isDigest(expected)) continue;
    const actual = digestBytes(bytes, digestParts(expected).algorithm);
    if (actual === expected) continue;
    const why = `the digest ${whose} is ${expected}, that of the bytes is ${actual}`;
    throw new SeaworthyError('E_DIGEST_MISMATCH', 'the manifest is not what it is named', {
      where,
      why: printable(why),
    });
  }
  return { bytes, mediaType, digest: isDigest(tagOrDigest) ? tagOrDigest : digestBytes(bytes, 'sha256') };
}

/** 416: there is nothing from the offset on, although the manifest says so. */
function tooShort(digest: Digest, from: number): SeaworthyError {
  return new SeaworthyError('E_DIGEST_MISMATCH', 'a blob is shorter than its manifest says', {
    where: digest,
    why: `there is nothing from byte ${from} on`,
  });
}
