import assert from 'node:assert/strict';
import { defaultLimits, defined, errorLine, SeaworthyError } from '../../../core/index.ts';
import { createHttp } from '../../net/index.ts';
import { digestBytes } from '../descriptor.ts';
import { createRegistryClient, type RegistryClient, type RegistryClientOptions } from '../registry/client.ts';
import type { Credential } from '../registry/credential.ts';

export const manifest = Buffer.from('{"schemaVersion":2}');
export const digest = digestBytes(manifest, 'sha256');
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';

export async function withClient(
  server: { readonly host: string },
  options: Partial<RegistryClientOptions>,
  work: (client: RegistryClient) => Promise<void>,
): Promise<void> {
  const http = createHttp({
    offline: false,
    timeout: 5_000,
    userAgent: 'test',
    plainHttpHosts: [server.host, '127.0.0.1'],
    retries: 0,
  });
  const { host } = server;
  try {
    await work(
      createRegistryClient({
        http,
        registry: host,
        repository: 'a/b',
        limits: defaultLimits,
        plainHttpHosts: [host],
        ...options,
      }),
    );
  } finally {
    await http.close();
  }
}

export const source = (credential?: Credential): Pick<RegistryClientOptions, 'credentials'> => ({
  credentials: {
    find: async () => ({ looked: ['no entry for r in /c.json'], ...defined({ credential }) }),
  },
});
export const alice = { kind: 'password', username: 'alice', password: 's3cret', from: '/c.json' } as const;
export const aliceHeader = `Basic ${Buffer.from('alice:s3cret').toString('base64')}`;

export async function failure(promise: Promise<unknown>): Promise<SeaworthyError> {
  const error: unknown = await promise.then(
    () => assert.fail('no error'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SeaworthyError, String(error));
  assert.ok(!errorLine(error).includes('s3cret') && !errorLine(error).includes('jwt'), errorLine(error));
  return error;
}

export const bearer = (host: string): string =>
  `Bearer realm="http://${host}/token",service="reg",scope="repository:a/b:pull"`;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Method, path and query of what was asked, without what does not matter here. */
export const lines = (requests: readonly Seen[]): string[] =>
  requests.map(
    ({ method, url, headers }) => `${method} ${url} ${String(headers.authorization ?? '-').split(' ')[0] ?? '-'}`,
  );
