import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  certificate,
  type DockerRegistry,
  dockerRegistry,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  registryLogin,
  skipWithoutDockerRegistry,
  tokenServer,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, errorLine, SeaworthyError } from '../../../core/index.ts';
import { type ByteSource, wholeOf } from '../../formats/index.ts';
import { createHttp, type HttpOptions } from '../../net/index.ts';
import type { OpenedImage } from '../image.ts';
import { openRegistryImage, type RegistryImageOptions } from './registry-image.ts';

const skip = skipWithoutDockerRegistry;
const network: HttpOptions = { offline: false, timeout: 10_000, userAgent: 'test', retries: 0 };

const layers = (['gzip', 'zstd', 'none'] as const).map((compression) =>
  layer([{ path: `etc/${compression}`, body: `written with ${compression}` }], compression),
);
const amd64 = imageBlobs({ layers });
const arm64 = imageBlobs({
  layers: layers.slice(0, 1),
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
});
const docker = imageBlobs({ layers: [layers[0], layers[0]].flatMap((one) => one ?? []), docker: true });
const index = imageIndex([amd64.manifest, arm64.manifest]);

/** Opens, hands on, closes. */
async function withImage<T>(
  reference: string,
  options: Partial<RegistryImageOptions> & { readonly network?: Partial<HttpOptions> },
  work: (image: OpenedImage) => Promise<T>,
): Promise<T> {
  const { network: more, ...rest } = options;
  const plainHttpHosts = rest.plainHttpHosts ?? [];
  const http = createHttp({ ...network, plainHttpHosts, ...more });
  try {
    const image = await openRegistryImage(reference, { http, limits: defaultLimits, ...rest });
    try {
      return await work(image);
    } finally {
      await image.close();
    }
  } finally {
    await http.close();
  }
}

/** Path and text of every file, layer after layer. */
async function files(image: OpenedImage): Promise<string[]> {
  const seen: string[] = [];
  for (const one of image.layers) {
    const visitor = {
      entry: () => 'body' as const,
      body: ({ path }: { readonly path: string }, body: ByteSource) =>
        void seen.push(`${path}: ${Buffer.from(wholeOf(body))}`),
    };
    await one.walk(visitor, { limits: defaultLimits });
  }
  return seen;
}

async function failure(promise: Promise<unknown>): Promise<SeaworthyError> {
  const error: unknown = await promise.then(
    () => assert.fail('no error'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SeaworthyError, String(error));
  assert.ok(!errorLine(error).includes(registryLogin.password), errorLine(error));
  return error;
}

async function fill(registry: DockerRegistry): Promise<void> {
  await registry.push('demo/app', 'v1', amd64);
  await registry.push('demo/app', 'docker', docker);
  await registry.push('demo/app', 'arm', arm64);
  await registry.putManifest('demo/app', 'multi', index.descriptor, index.bytes);
}

const expected = ['etc/gzip: written with gzip', 'etc/zstd: written with zstd', 'etc/none: written with none'];

test('a real registry over plain http: OCI and docker, tags and digests, platforms, and what is not there', {
  skip,
}, async () => {
  await using registry = await dockerRegistry();
  await fill(registry);
  const { host } = registry;
  const plain = { plainHttpHosts: [host] };
  await withImage(`${host}/demo/app:v1`, plain, async (image) => {
    assert.deepEqual(image.subject, {
      kind: 'image',
      name: `${host}/demo/app:v1`,
      digest: amd64.manifest.digest,
      configDigest: amd64.config.digest,
      platform: { os: 'linux', architecture: 'amd64' },
    });
    assert.deepEqual(
      image.layers.map(({ ref }) => ref),
      layers.map(({ digest }, at) => ({ index: at, digest, createdBy: `step ${at}` })),
    );
    assert.deepEqual(await files(image), expected);
    assert.deepEqual(await files(image), expected, 'a layer can be walked again');
  });
  await withImage(`${host}/demo/app:docker`, plain, async (image) => {
    assert.deepEqual(await files(image), [expected[0], expected[0]]);
  });
  for (const name of [`app@${amd64.manifest.digest}`, `app:gone@${amd64.manifest.digest}`]) {
    await withImage(`${host}/demo/${name}`, plain, async (image) => assert.deepEqual(await files(image), expected));
  }
  const platform = { os: 'linux', architecture: 'arm64' };
  for (const name of ['app:multi', `app@${index.descriptor.digest}`]) {
    await withImage(`${host}/demo/${name}`, { ...plain, platform }, async (image) => {
      assert.ok(image.subject.kind === 'image');
      assert.equal(image.subject.digest, arm64.manifest.digest);
      assert.equal(image.subject.indexDigest, index.descriptor.digest);
    });
  }
  const nothing = async (): Promise<void> => assert.fail('opened');
  for (const name of ['app:multi', 'app:v1']) {
    const wanted = { os: 'linux', architecture: 's390x' };
    const error = await failure(withImage(`${host}/demo/${name}`, { ...plain, platform: wanted }, nothing));
    assert.equal(error.code, 'E_PLATFORM');
    assert.match(error.why ?? '', /linux\/amd64/);
  }
  const missing = await failure(withImage(`${host}/demo/app:v9`, plain, nothing));
  assert.deepEqual([missing.code, missing.message], ['E_NOT_FOUND', `there is no v9 in ${host}/demo/app`]);
  assert.equal((await failure(withImage(`${host}/demo/none:v1`, plain, nothing))).code, 'E_NOT_FOUND');
  const refused = await failure(withImage(`${host}/demo/app:v1`, {}, nothing));
  assert.equal(refused.code, 'E_NETWORK');
  assert.match(errorLine(refused), /does not speak TLS.*--insecure-plain-http/);
  const offline = await failure(withImage(`${host}/demo/app:v1`, { ...plain, network: { offline: true } }, nothing));
  assert.equal(offline.code, 'E_OFFLINE');
});

test('damage on the registry’s disk is seen: layer, configuration and manifest', { skip }, async () => {
  await using registry = await dockerRegistry();
  await fill(registry);
  const { host } = registry;
  const plain = { plainHttpHosts: [host] };
  const damaged = async (digest: `sha256:${string}`, change: (bytes: Buffer) => Buffer): Promise<string> => {
    const file = registry.blobFile(digest);
    const original = await readFile(file);
    await writeFile(file, change(Buffer.from(original)));
    try {
      return (await failure(withImage(`${host}/demo/app:v1`, plain, files))).code;
    } finally {
      await writeFile(file, original);
    }
  };
  const flip = (bytes: Buffer): Buffer => {
    const at = bytes.length - 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  for (const { digest } of layers) assert.equal(await damaged(digest, flip), 'E_DIGEST_MISMATCH');
  assert.equal(await damaged(amd64.config.digest, flip), 'E_DIGEST_MISMATCH');
  // docker-registry itself checks manifests when it reads them.
  assert.match(await damaged(amd64.manifest.digest, flip), /^E_(DIGEST_MISMATCH|NETWORK|NOT_FOUND)$/);
  const [first] = layers;
  assert.ok(first !== undefined);
  assert.equal(await damaged(first.digest, (bytes) => Buffer.concat([bytes, bytes])), 'E_DIGEST_MISMATCH');
  assert.match(
    await damaged(first.digest, (bytes) => bytes.subarray(0, 40)),
    /^E_(DIGEST_MISMATCH|TRUNCATED|NETWORK)$/,
  );
  assert.deepEqual(await withImage(`${host}/demo/app:v1`, plain, files), expected, 'repaired');
});

/** A credential file in a folder of its own. */
async function withLogin<T>(content: unknown, work: (file: string, directory: string) => Promise<T>): Promise<T> {
  return inTemporaryDirectory(async (directory) => {
    const file = join(directory, 'config.json');
    await writeFile(file, JSON.stringify(content));
    return work(file, directory);
  });
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const login = `${registryLogin.username}:${registryLogin.password}`;

test('TLS under an own authority, with basic login from docker, podman and helper', { skip }, async () => {
  const authority = certificate({ name: 'Test authority' });
  const tls = certificate({ name: 'registry', hosts: ['127.0.0.1', 'localhost'], issuer: authority });
  await using open = await dockerRegistry();
  await fill(open);
  await using registry = await dockerRegistry({ data: open.data, tls, htpasswd: true });
  const reference = `${registry.host}/demo/app:v1`;
  const nothing = async (): Promise<void> => assert.fail('opened');
  await inTemporaryDirectory(async (directory) => {
    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, authority.certificate);
    const trusted = { network: { caFile } };
    const untrusted = await failure(withImage(reference, {}, nothing));
    assert.match(errorLine(untrusted), /authority that is not trusted here.*--ca-file/);
    const good: readonly unknown[] = [
      { auths: { [registry.host]: { auth: base64(login) } } },
      { auths: { [`https://${registry.host}/v1/`]: { auth: base64(login) } } },
      { auths: { [`${registry.host}/demo`]: { auth: base64(login) }, [registry.host]: { auth: base64('x:y') } } },
      { credHelpers: { [registry.host]: 'test' } },
    ];
    for (const content of good) {
      await withLogin(content, async (file, folder) => {
        const answer = JSON.stringify({ Username: registryLogin.username, Secret: registryLogin.password });
        const helper = join(folder, 'docker-credential-test');
        await writeFile(helper, `#!/bin/sh\necho '${answer}'\n`);
        await chmod(helper, 0o755);
        const options = { ...trusted, credentialFiles: [file], programPath: folder };
        assert.deepEqual(await withImage(reference, options, files), expected, JSON.stringify(content));
      });
    }
    const anonymous = await failure(
      withImage(reference, { ...trusted, credentialFiles: [join(directory, 'gone')] }, nothing),
    );
    assert.deepEqual([anonymous.code, anonymous.exitCode], ['E_AUTH', 6]);
    assert.match(anonymous.why ?? '', /tried anonymously; .*gone is not there/);
    await withLogin({ auths: { [registry.host]: { auth: base64('alice:wrong') } } }, async (file) => {
      const wrong = await failure(withImage(reference, { ...trusted, credentialFiles: [file] }, nothing));
      assert.equal(wrong.code, 'E_AUTH');
      assert.match(errorLine(wrong), new RegExp(`refuses the login of alice.*credentials from ${file}`));
      assert.ok(!errorLine(wrong).includes('wrong'));
    });
  });
});

test('a token server: password, identity token, and nobody', { skip }, async () => {
  await using open = await dockerRegistry();
  await fill(open);
  await using tokens = await tokenServer({
    service: 'test-registry',
    login: registryLogin,
    refreshToken: 'refresh-me',
  });
  const { realm, issuer, rootCertificate } = tokens;
  await using registry = await dockerRegistry({
    data: open.data,
    token: { realm, issuer, rootCertificate, service: 'test-registry' },
  });
  const reference = `${registry.host}/demo/app:multi`;
  const options = {
    plainHttpHosts: [registry.host, tokens.server.host],
    platform: { os: 'linux', architecture: 'amd64' },
  };
  const good: readonly unknown[] = [
    { auth: base64(login) },
    { identitytoken: 'refresh-me' },
    { auth: base64('<token>:refresh-me') },
  ];
  for (const entry of good) {
    const before = tokens.server.requests.length;
    await withLogin({ auths: { [registry.host]: entry } }, async (file) => {
      assert.deepEqual(await withImage(reference, { ...options, credentialFiles: [file] }, files), expected);
    });
    assert.equal(tokens.server.requests.length - before, 1, 'one token for manifests, configuration and layers');
  }
  const nothing = async (): Promise<void> => assert.fail('opened');
  const anonymous = await failure(withImage(reference, options, nothing));
  assert.equal(anonymous.code, 'E_AUTH');
  assert.match(anonymous.why ?? '', /tried anonymously/);
  await withLogin({ auths: { [registry.host]: { auth: base64('alice:wrong') } } }, async (file) => {
    const wrong = await failure(withImage(reference, { ...options, credentialFiles: [file] }, nothing));
    assert.equal(wrong.code, 'E_AUTH');
    assert.match(wrong.why ?? '', /token server .* incorrect username or password/);
  });
  const plainOnly = { ...options, plainHttpHosts: [registry.host] };
  const elsewhere = await failure(withImage(reference, plainOnly, nothing));
  assert.equal(elsewhere.code, 'E_NETWORK', 'a token server without TLS needs its own permission');
});
