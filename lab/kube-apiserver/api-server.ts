import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeServerCertificate } from '../../src/flows/index.ts';
import { temporaryDirectory } from '../fixtures/index.ts';

/** What the API server said. */
export interface ApiAnswer {
  readonly status: number;
  /** `message` of a Status, else empty. */
  readonly message: string;
  readonly object: Readonly<Record<string, unknown>>;
  /** What a client shows its user: the texts of the Warning headers. */
  readonly warnings: readonly string[];
}

/** A request to the API. `type` is `application/json` when absent. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
}

/** A running kube-apiserver with an etcd of its own. Both go away with `await using`, with all that they hold. */
export interface ApiServer extends AsyncDisposable {
  /** Asks as an administrator (group system:masters). A body that is text is sent as it is. */
  ask(request: ApiRequest): Promise<ApiAnswer>;
  /** The audit log so far: one entry for each request that is done. */
  audited(): Promise<readonly AuditEntry[]>;
}

export interface AuditEntry {
  readonly verb: string;
  readonly requestURI: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const script = join(import.meta.dirname, 'build.sh');
const version = /^version=(\S+)$/m.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const program = join(cache, 'seaworthy/kube-apiserver', `kube-apiserver-${version}`);

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const etcd = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'etcd'))
  .find(runs);

function whyNot(): string | false {
  if (!runs(program)) return `kube-apiserver ${version} is not built (lab/kube-apiserver/build.sh builds it)`;
  return etcd === undefined ? 'etcd is not installed (apt-get install etcd-server)' : false;
}

/** Why tests with a real API server are skipped, or `false`: give it to `test` as `skip`. */
export const skipWithoutApiServer: string | false = whyNot();

/** Ports of 127.0.0.1 that nobody listens on. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((one) => new Promise<void>((done) => one.listen(0, '127.0.0.1', done))));
  const addresses = servers.map((one) => one.address());
  await Promise.all(servers.map((one) => new Promise((done) => one.close(done))));
  return addresses.map((address) => (typeof address === 'object' && address !== null ? address.port : 0));
}

/** A program that runs until it is stopped, and the end of what it said. */
class Running {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  said = '';

  constructor(path: string, flags: Readonly<Record<string, string>>) {
    const given = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    this.#child = spawn(path, given, { stdio: ['ignore', 'ignore', 'pipe'], env: {} });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-4_000);
    });
    this.#ended = new Promise((done) => {
      this.#child.once('close', done);
      this.#child.once('error', done);
    });
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

/** A policy of audit.k8s.io/v1 that writes down one line for each request once it is answered. */
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

/** Starts etcd and kube-apiserver on free ports of 127.0.0.1, and waits until the API is ready. Throws when it does not get there. */
export async function apiServer(): Promise<ApiServer> {
  if (etcd === undefined || skipWithoutApiServer !== false) throw new Error(String(skipWithoutApiServer));
  const directory = await temporaryDirectory();
  const place = (name: string): string => join(directory.path, name);
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(place(name), content, { mode: 0o600 });
    return place(name);
  };
  const [clients = 0, peers = 0, port = 0] = await freePorts(3);
  const [client, peer, self] = [
    `http://127.0.0.1:${clients}`,
    `http://127.0.0.1:${peers}`,
    `https://127.0.0.1:${port}`,
  ];
  const tls = makeServerCertificate(['127.0.0.1'], new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z'));
  const accounts = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = randomUUID();
  const auditLog = place('audit.log');
  const running = [
    new Running(etcd, {
      'data-dir': place('etcd'),
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `default=${peer}`,
    }),
    new Running(program, {
      'etcd-servers': client,
      'bind-address': '127.0.0.1',
      'advertise-address': '127.0.0.1',
      'secure-port': String(port),
      'cert-dir': place('made'),
      'tls-cert-file': await file('tls.crt', tls.certificate),
      'tls-private-key-file': await file('tls.key', tls.key),
      'token-auth-file': await file('tokens.csv', `${token},admin,admin,"system:masters"\n`),
      'service-account-issuer': self,
      'service-account-key-file': await file(
        'accounts.pub',
        accounts.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ),
      'service-account-signing-key-file': await file(
        'accounts.key',
        accounts.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
      'service-cluster-ip-range': '10.0.0.0/24',
      'authorization-mode': 'RBAC',
      // Nobody makes accounts here: the controllers that do are a program of their own.
      'disable-admission-plugins': 'ServiceAccount',
      // Mounting images is there before it is on for everybody.
      'feature-gates': 'ImageVolume=true',
      'endpoint-reconciler-type': 'none',
      'allow-privileged': 'true',
      'audit-policy-file': await file('audit.json', JSON.stringify(auditPolicy)),
      'audit-log-path': auditLog,
      'audit-log-mode': 'blocking',
    }),
  ];
  const stop = async (): Promise<void> => {
    // The one that uses the other first.
    for (const one of running.toReversed()) await one.stop();
    await directory.remove();
  };
  const ask: ApiServer['ask'] = (wanted) => send({ port, authority: tls.authority, token }, wanted);
  try {
    await untilReady(running, ask);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ask,
    async audited() {
      const lines = (await readFile(auditLog, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as AuditEntry);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Until it says that it is ready, and has made its namespaces. */
async function untilReady(running: readonly Running[], ask: ApiServer['ask']): Promise<void> {
  const end = Date.now() + 40_000;
  const answers = async (path: string): Promise<boolean> =>
    ask({ method: 'GET', path }).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (;;) {
    const paths = ['/readyz', '/api/v1/namespaces/default', '/api/v1/namespaces/kube-system'];
    if ((await Promise.all(paths.map(answers))).every(Boolean)) return;
    if (Date.now() > end || running.some(({ isOver }) => isOver))
      throw new Error(`the API server does not start:\n${running.map(({ said }) => said).join('\n')}`);
    await sleep(100);
  }
}

function send(
  to: { readonly port: number; readonly authority: string; readonly token: string },
  { method, path, body, type = 'application/json' }: ApiRequest,
): Promise<ApiAnswer> {
  const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${to.token}`,
    accept: 'application/json',
    ...(text === '' ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: to.port, path, method, headers, ca: to.authority, timeout: 30_000 };
    const sent = request(options, (response) => {
      let said = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        said += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const object = parsed(said);
        const message = typeof object.message === 'string' ? object.message : '';
        const warnings = warningTexts(response.headersDistinct.warning ?? []);
        resolve({ status: response.statusCode ?? 0, message, object, warnings });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer in time`)));
    sent.on('error', reject);
    sent.end(text);
  });
}

/** The object that was answered; `/readyz` answers plain text. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** `299 - "text"`, with quotes and backslashes of the text escaped (RFC 9110 replaced it; Kubernetes kept it). */
function warningTexts(headers: readonly string[]): readonly string[] {
  return headers.map((header) => header.replace(/^\d+ \S+ "|"$/g, '').replaceAll(/\\(.)/g, '$1'));
}
