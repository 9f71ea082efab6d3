import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { bundle } from './bundle.ts';
import type { Figure } from './figures.ts';

/* What the webhook takes when somebody floods it: the highest resident memory of its process (Linux). The bar for both is 400 MiB. */

const MiB = 1024 * 1024;
const connections = 120;
const bodyBytes = 8 * MiB - 1_024;
const images = 40;
const bundleBytes = 30 * MiB;

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly authority: string;
}

/** The webhook under bodies as large as it reads, and under images whose bundles are as large as it reads. */
export async function floodFigures(): Promise<readonly Figure[]> {
  const program = await bundle(new URL('./serve-gate.ts', import.meta.url));
  const bodies = await withServer(program, [], floodOfBodies);
  const registry = await floodingRegistry();
  try {
    const bundles = await withServer(program, [registry.host], (server) => floodOfBundles(server, registry.host));
    return [
      { name: `admission, ${connections} bodies of 8 MB at once`, values: bodies },
      { name: `admission, ${images} bundles of 30 MB at once`, values: bundles },
    ];
  } finally {
    registry.close();
  }
}

async function withServer(
  program: string,
  more: readonly string[],
  flood: (server: Server) => Promise<Readonly<Record<string, number>>>,
): Promise<Figure['values']> {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-bench-'));
  const child = spawn(process.execPath, [program, folder, '0', 'on', ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { port, authority } = JSON.parse(String((await lines.next()).value)) as Omit<Server, 'child'>;
    const answers = await flood({ child, port, authority });
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    const [, kibibytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(status) ?? [];
    const told = Object.entries(answers).map(([code, count]) => `${count} × ${code}`);
    return [
      ['answers', told.join(', ')],
      ['peak memory', `${Math.round(Number(kibibytes) / 1024)} MiB`],
    ];
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function floodOfBodies({ port, authority }: Server): Promise<Readonly<Record<string, number>>> {
  const text = Buffer.from(`{"a":[${'{},'.repeat(Math.floor((bodyBytes - 20) / 3))}{}]}`);
  return counted(Array.from({ length: connections }, () => post(port, authority, text)));
}

async function floodOfBundles({ port, authority }: Server, host: string): Promise<Readonly<Record<string, number>>> {
  const asked = Array.from({ length: images }, (_, index) => {
    const object = {
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: `${host}/r${index}:v1` }] },
    };
    const kind = { group: '', version: 'v1', kind: 'Pod' };
    const resource = { group: '', version: 'v1', resource: 'pods' };
    const request = { uid: `u${index}`, operation: 'CREATE', kind, resource, namespace: 'prod', object };
    const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
    return post(port, authority, Buffer.from(JSON.stringify(review)));
  });
  const answers = await counted(asked);
  // What is under way when the answers are given goes on for a moment.
  await sleep(5_000);
  return answers;
}

async function counted(asked: readonly Promise<string>[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const answer of await Promise.all(asked)) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** The status of the answer, whether the pod was allowed, or that there was none. */
function post(port: number, ca: string, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect({ host: '127.0.0.1', port, ca }, () => {
      socket.write(
        `POST /validate?timeout=30s HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    });
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      const allowed = /"allowed":(true|false)/.exec(said)?.[1];
      const status = /^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 'none';
      resolve(allowed === undefined ? status : allowed === 'true' ? 'allowed' : 'refused');
    });
  });
}

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A registry of 40 images, each with a bundle of 30 MB of its own digest that nobody trusts. */
async function floodingRegistry(): Promise<{ readonly host: string; close(): void }> {
  const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  const manifestType = 'application/vnd.oci.image.manifest.v1+json';
  const dsse = (payload: string): string =>
    `{"mediaType":"${bundleType}","verificationMaterial":{"publicKey":{"hint":"x"}},"dsseEnvelope":{"payload":"${payload}","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"MEQCIA=="}]}}`;
  const payload = Buffer.from(`{"_type":"${'x'.repeat((bundleBytes * 3) / 4 - 1_000)}"}`).toString('base64');
  const blob = Buffer.from(dsse(payload));
  const descriptor = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
  const config = Buffer.from('{}');
  const image = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: descriptor(
        'application/vnd.oci.image.config.v1+json',
        Buffer.from('{"os":"linux","architecture":"amd64"}'),
      ),
      layers: [],
    }),
  );
  const artifact = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType: bundleType,
      config: descriptor('application/vnd.oci.empty.v1+json', config),
      layers: [descriptor(bundleType, blob)],
      subject: descriptor(manifestType, image),
    }),
  );
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [{ ...descriptor(manifestType, artifact), artifactType: bundleType }],
  });
  const found = (url: string): readonly [type: string, body: Buffer | string] | undefined => {
    if (url.includes('/referrers/')) return ['application/vnd.oci.image.index.v1+json', index];
    if (url.includes(digestOf(artifact))) return [manifestType, artifact];
    if (url.includes('/manifests/v1') || url.includes(digestOf(image))) return [manifestType, image];
    if (url.includes('/blobs/')) return ['application/octet-stream', blob];
    return url === '/v2/' ? ['application/json', '{}'] : undefined;
  };
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    const [type, body] = found(url) ?? ['text/plain', ''];
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    response.writeHead(found(url) === undefined ? 404 : 200, headers).end(body);
  };
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
