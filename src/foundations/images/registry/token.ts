import { SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import type { Http, HttpRequest } from '../../net/index.ts';
import { readFault, unexpectedAnswer } from './answer-error.ts';
import type { Credential } from './credential.ts';

const maxBytes = 256 * 1024;
/** Seconds a token holds when the server does not say (distribution, "Token Authentication Specification"). */
const defaultLifetime = 60;

/** What a challenge asks for. */
export interface TokenRequest {
  readonly realm: string;
  readonly service?: string;
  /** `repository:library/alpine:pull`, several separated by blanks. */
  readonly scope: string;
}

export interface Token {
  readonly value: string;
  /** Seconds. */
  readonly lifetime: number;
}

/** The token server refused the credential (or the lack of one). `text` is what it said. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
}

/**
 * Fetches a bearer token (distribution, "Token Authentication Specification" and "OAuth2 Token Authentication"): GET, with the password as
 * Basic where there is one; POST with an identity token. The realm is where the registry says it is; it must be https unless plain http is
 * allowed for its host, which the network client checks. Throws `TokenRefusal`, `E_NETWORK`, `E_FORMAT`.
 */
export async function fetchToken(
  http: Http,
  request: TokenRequest,
  credential: Credential | undefined,
  signal?: AbortSignal,
): Promise<Token> {
  if (!URL.canParse(request.realm)) {
    throw new SeaworthyError('E_NETWORK', 'the registry names a token server that is not an address', {
      where: request.realm.slice(0, 200),
    });
  }
  const url = new URL(request.realm);
  const stop = signal === undefined ? {} : { signal };
  const message =
    credential?.kind === 'identity-token' ? refresh(request, credential.token) : plain(request, credential, url);
  const response = await http.request(url.href, { ...message, ...stop });
  if (response.status === 200) return readToken(await response.bytes(maxBytes), url.host);
  const fault = await readFault(response);
  if (response.status === 400 || response.status === 401 || response.status === 403 || response.status === 404) {
    throw new TokenRefusal(`the token server ${url.host} answers ${fault.text}`);
  }
  throw unexpectedAnswer(fault, response, url.host);
}

/** Adds the question to `url`. */
function plain(request: TokenRequest, credential: Credential | undefined, url: URL): HttpRequest {
  if (request.service !== undefined) url.searchParams.set('service', request.service);
  for (const scope of request.scope.split(' ')) if (scope !== '') url.searchParams.append('scope', scope);
  if (credential?.kind !== 'password') return {};
  url.searchParams.set('account', credential.username);
  return { headers: { authorization: basicHeader(credential.username, credential.password) } };
}

function refresh(request: TokenRequest, token: string): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service: request.service ?? '',
    client_id: 'seaworthy',
    scope: request.scope,
    refresh_token: token,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', headers, body: form.toString() };
}

/** `Basic` credentials (RFC 7617). */
export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function readToken(bytes: Uint8Array, host: string): Token {
  let body: unknown;
  try {
    body = parseJson(bytes, host, { maxBytes, maxDepth: 8 });
  } catch {
    // Without its cause, whose text may quote the token.
    throw new SeaworthyError('E_NETWORK', `the token server ${host} answers something that is not JSON`);
  }
  // Either name will do, and some servers write both, one of them empty.
  const value = [field(body, 'token'), field(body, 'access_token')].find(
    (one) => one !== '' && one !== null && one !== undefined,
  );
  const lifetime = field(body, 'expires_in');
  // What goes into a header must be visible characters.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw new SeaworthyError('E_NETWORK', `the token server ${host} answers without a token`);
  }
  return { value, lifetime: typeof lifetime === 'number' && lifetime > 0 ? lifetime : defaultLifetime };
}
