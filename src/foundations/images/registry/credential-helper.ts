import { defined, printable, SeaworthyError, whatAndWhy } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import { runProgram } from '../../net/index.ts';
import { type Credential, passwordCredential } from './credential.ts';

const maxBytes = 256 * 1024;
const timeout = 30_000;

/** What a helper is run with. */
export interface HelperOptions {
  /** PATH-like list of folders in which helper programs are looked for. */
  readonly programPath: string;
  /** Their environment; ours by default, since they need HOME, the session bus, cloud profiles … */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A helper's answer: a credential, or one line on why there is none. */
export type HelperAnswer = { readonly credential: Credential } | { readonly why: string };

/** What helpers print when they simply have nothing (docker-credential-helpers, `credentials/error.go`). */
const notFound = /credentials not found|no credentials (?:server url|username)|not logged in/i;

/**
 * Asks `docker-credential-NAME get` (docker-credential-helpers protocol: the server on standard input, JSON on standard output). A helper that
 * is missing, fails or answers nonsense is an answer in words, so that a public image can still be read; only a stop by the user throws.
 */
export async function askHelper(name: string, server: string, options: HelperOptions): Promise<HelperAnswer> {
  const program = `docker-credential-${name}`;
  try {
    const result = await runProgram(program, ['get'], {
      input: server,
      timeout,
      maxBytes,
      env: options.environment ?? 'inherit',
      searchPath: options.programPath,
      ...defined({ signal: options.signal }),
    });
    if (result.status !== 0) return { why: failure(program, server, result.stdout, result.stderr) };
    return { credential: read(result.stdout, program) };
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    return { why: whatAndWhy(error) };
  }
}

function failure(program: string, server: string, stdout: Uint8Array, stderr: Uint8Array): string {
  const said = Buffer.from(stdout.length > 0 ? stdout : stderr).toString('utf8', 0, 2_000);
  if (notFound.test(said)) return `${program} has nothing for ${server}`;
  const line = printable(said.trim().split('\n', 1)[0] ?? '').slice(0, 200);
  // A line with a brace may be the JSON that holds the secret.
  return `${program} failed${line === '' || /[{}]/.test(line) ? '' : `: ${line}`}`;
}

function read(stdout: Uint8Array, program: string): Credential {
  let value: unknown;
  try {
    value = parseJson(stdout, program, { maxBytes, maxDepth: 8 });
  } catch {
    throw new SeaworthyError('E_FORMAT', `${program} answers something that is not JSON`);
  }
  const username = field(value, 'Username');
  const secret = field(value, 'Secret');
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw new SeaworthyError('E_FORMAT', `${program} answers without Username and Secret`);
  }
  return passwordCredential(username, secret, program);
}
