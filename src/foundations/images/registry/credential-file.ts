import { open } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../../../core/index.ts';
import { field, isObject, type JsonObject, parseJson } from '../../formats/index.ts';
import { type Credential, passwordCredential } from './credential.ts';
import { canonical } from './reference.ts';

const maxBytes = 1024 * 1024;
const maxEntries = 10_000;

/** docker's `config.json` or podman's `auth.json`, as far as it is about logging in. */
export interface CredentialFile {
  readonly path: string;
  /** By host or host/path, as `keyOf` writes it. Entries without anything in them (a helper has the secret) are left out. */
  readonly logins: ReadonlyMap<string, Credential>;
  /** Name of the helper program by host or host/path. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper for every registry. */
  readonly store?: string;
}

/**
 * Reads a credential file; `undefined` when it is not there. Throws `E_FORMAT` naming the file and the place (never the content), `E_READ`,
 * `E_LIMIT`.
 */
export async function readCredentialFile(path: string): Promise<CredentialFile | undefined> {
  const bytes = await readBounded(path);
  if (bytes === undefined) return undefined;
  const root = parse(bytes, path);
  const logins = new Map<string, Credential>();
  for (const [key, entry] of members(root, 'auths', path)) {
    const credential = login(entry, key, path);
    const name = keyOf(key);
    if (credential !== undefined && !logins.has(name)) logins.set(name, credential);
  }
  const helpers = new Map<string, string>();
  for (const [key, name] of members(root, 'credHelpers', path)) helpers.set(keyOf(key), helperName(name, path));
  const store = field(root, 'credsStore');
  const hasStore = store !== undefined && store !== null && store !== '';
  return { path, logins, helpers, ...(hasStore ? { store: helperName(store, path) } : {}) };
}

/**
 * The keys under which a repository's credentials may be, most specific first: `quay.io/org/app`, `quay.io/org`, `quay.io`
 * (containers-auth.json(5)).
 */
export function keysFor(registry: string, repository: string): readonly string[] {
  const parts = repository.split('/');
  const keys = [registry];
  for (const [index] of parts.entries()) keys.unshift(`${registry}/${parts.slice(0, index + 1).join('/')}`);
  return keys;
}

/** A key without what docker puts around it: the scheme, `/v1/` or `/v2/` behind the host; Docker Hub by its one name. */
function keyOf(key: string): string {
  const bare = key.replace(/^https?:\/\//i, '').replace(/\/+$/, '');
  const slash = bare.indexOf('/');
  const host = canonical((slash === -1 ? bare : bare.slice(0, slash)).toLowerCase());
  const path = slash === -1 ? '' : bare.slice(slash);
  return path === '/v1' || path === '/v2' ? host : host + path;
}

async function readBounded(path: string): Promise<Uint8Array | undefined> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(Math.min((await file.stat()).size, maxBytes) + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > maxBytes) {
      throw new SeaworthyError('E_LIMIT', `the credential file is larger than ${maxBytes} bytes`, { where: path });
    }
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw asSeaworthyError(error, 'E_READ', 'the credential file cannot be read', path);
  }
}

function parse(bytes: Uint8Array, path: string): JsonObject {
  let value: unknown;
  try {
    value = parseJson(bytes, path, { maxBytes, maxDepth: 16 });
  } catch (error) {
    // Not with its cause: the text of JSON.parse quotes the file, which is full of passwords.
    const why = error instanceof SeaworthyError ? (error.why ?? error.message) : '';
    throw fault('it is not JSON', path, why);
  }
  if (isObject(value)) return value;
  throw fault('it is no JSON object', path);
}

function fault(what: string, path: string, why = ''): SeaworthyError {
  return new SeaworthyError('E_FORMAT', `the credential file is not understood: ${what}`, {
    where: path,
    next: 'Repair it, or log in again with `docker login` or `podman login`.',
    ...(why === '' ? {} : { why }),
  });
}

function members(root: JsonObject, name: string, path: string): readonly (readonly [string, unknown])[] {
  const value = field(root, name);
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw fault(`${name} is no object`, path);
  const entries = Object.entries(value);
  if (entries.length > maxEntries) throw fault(`${name} has more than ${maxEntries} entries`, path);
  return entries;
}

/** The programs are `docker-credential-NAME`; a name with a slash would leave the search path. */
function helperName(value: unknown, path: string): string {
  if (typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value)) return value;
  throw fault('the name of a credential helper is letters, digits, . _ and -', path);
}

/** One entry of `auths`: base64 of `user:password`, or the two apart, or a token. */
function login(entry: unknown, key: string, path: string): Credential | undefined {
  if (entry === null) return undefined;
  if (!isObject(entry)) throw fault(`the entry for ${key} is no object`, path);
  const text = (name: string): string => {
    const value = field(entry, name);
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') throw fault(`${name} of the entry for ${key} is no text`, path);
    return value;
  };
  const identity = text('identitytoken');
  if (identity !== '') return { kind: 'identity-token', token: identity, from: path };
  const bearer = text('registrytoken');
  if (bearer !== '') return { kind: 'registry-token', token: bearer, from: path };
  const auth = text('auth');
  if (auth === '')
    return text('username') === '' ? undefined : passwordCredential(text('username'), text('password'), path);
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon <= 0) throw fault(`auth of the entry for ${key} is not user:password in base64`, path);
  // docker pads some passwords with zero bytes.
  return passwordCredential(decoded.slice(0, colon), decoded.slice(colon + 1).replace(/\0+$/, ''), path);
}
