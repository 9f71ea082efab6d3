import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type DockerRegistry,
  dockerRegistry,
  type FixtureImage,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  ociLayout,
  sha256,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import * as flows from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost } from '../testing/fake-host.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };
const changed: FixtureImage = { ...fixture, config: { author: 'somebody else' } };
const image = imageBlobs(fixture);

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Run = (line: string, env?: Readonly<Record<string, string>>) => Promise<Result>;

/** Runs command lines over the real flows, with everything that they keep in one folder. */
const runner =
  (folder: string, registry?: string): Run =>
  async (line, more = {}) => {
    const env = {
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      SOURCE_DATE_EPOCH: '1767323045',
      ...(registry === undefined ? { SEAWORTHY_OFFLINE: 'true' } : { SEAWORTHY_INSECURE_PLAIN_HTTP: registry }),
      ...more,
    };
    const host = fakeHost({ env, workingFolder: folder, flows });
    const code = await cli(line.split(' '), host);
    return { code, out: host.printed(), err: host.said() };
  };

/** From keys to verdicts; `exchange` puts another image under the same name. */
async function voyage(target: string, run: Run, exchange: () => Promise<unknown>): Promise<void> {
  const [pw, other] = [{ SEAWORTHY_KEY_PASSWORD: 'pw' }, { COSIGN_PASSWORD: 'other' }];
  const ends = async (line: string, code: number, said = /^$/, env = {}): Promise<string> => {
    const result = await run(line, env);
    assert.equal(result.code, code, `${line}\n${result.out}${result.err}`);
    assert.match(result.err, said, line);
    return result.out;
  };
  await ends('keys generate --out a', 0, /^$/, pw);
  await ends('keys generate --out b', 0, /^$/, other);
  await ends(`verify ${target} --key a.pub`, 4);
  await ends(`sign ${target} --key a.key`, 1, /does not open with this password \(a\.key\).*\[E_KEY\]\n$/, other);
  await ends(`sign ${target} --key a.pub`, 1, /not a signing key.*\[E_KEY\]\n$/, pw);
  await ends(`sign ${target} --key a.key`, 0, /^$/, pw);
  assert.match(await ends(`verify ${target} --key a.pub`, 0), /^✓ Trusted/);
  assert.match(await ends(`verify ${target} --key b.pub`, 4), /^✗ Not trusted[\s\S]*It names another key/);
  await ends(`verify ${target} --key a.key`, 1, /not a public key file.*\[E_FORMAT\]\n$/);
  await ends(`verify ${target} --key a.pub --type cyclonedx`, 4);
  await ends(`attest ${target} --key a.key --type cyclonedx`, 0, /^$/, pw);
  const said = JSON.parse(await ends(`verify ${target} --key a.pub --type cyclonedx --json`, 0)) as {
    verified: { statement: { predicate: { bomFormat: string; components: { purl?: string }[] } } }[];
  };
  const bom = said.verified[0]?.statement.predicate;
  assert.equal(bom?.bomFormat, 'CycloneDX');
  assert.ok(bom.components.some(({ purl }) => purl === 'pkg:npm/left@1.0.0'));
  const shown = await ends(`tree ${target}`, 0);
  assert.match(shown, /[├└]─ signature /);
  assert.match(shown, /[├└]─ sbom .* cyclonedx\.org\/bom/);
  assert.match(shown, /\n1 sbom, 1 signature:|\n1 signature, 1 sbom:/);
  const kinds = await ends(`ledger list ${target} --json`, 0);
  assert.equal(kinds.match(/"kind": "signature"/g)?.length, 4);
  assert.equal(kinds.match(/"kind": "attestation"/g)?.length, 3);
  await ends(`verify ${target} --key a.pub --no-record`, 0);
  assert.equal(await ends(`ledger list ${target} --json`, 0), kinds, 'nothing is recorded that is not to be');
  await ends('ledger verify', 0);
  await exchange();
  assert.match(await ends(`verify ${target} --key a.pub`, 4), /^✗ Not trusted: no bundle hangs on the image/);
}

test('from keys to verdicts on an OCI layout', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'app');
    await ociLayout(path, { ...fixture, tag: '1' });
    // The signatures stay where they are, but the name points at another image.
    const exchange = () => ociLayout(path, { ...changed, tag: '1' });
    await voyage(`oci:${path}:1`, runner(folder), exchange);
  }));

test('from keys to verdicts on docker-registry', { skip: skipWithoutDockerRegistry }, () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await dockerRegistry();
    await registry.push('a/b', '1', image);
    const exchange = () => registry.push('a/b', '1', imageBlobs(changed));
    await voyage(`${registry.host}/a/b:1`, runner(folder, registry.host), exchange);
  }),
);

/** The program as it is started, from its sources. */
const program = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Starts `sign` and kills it after so many milliseconds. Whether it was killed before it ended. */
async function killedSign(words: readonly string[], env: NodeJS.ProcessEnv, after: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...words], { env, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  const signal = await ended;
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

/** Whether the registry serves the image to its last byte. */
async function assertServed(registry: DockerRegistry): Promise<void> {
  for (const [digest, bytes] of image.blobs) {
    const kind = digest === image.manifest.digest ? 'manifests' : 'blobs';
    const response = await fetch(`${registry.url}/v2/a/b/${kind}/${digest}`, {
      headers: { accept: image.manifest.mediaType },
    });
    assert.equal(response.status, 200, digest);
    assert.equal(sha256(new Uint8Array(await response.arrayBuffer())), digest);
    assert.ok(bytes.length > 0);
  }
}

test(
  'sign, killed at random moments on docker-registry: the image stays, and signing again works',
  {
    skip: skipWithoutDockerRegistry,
  },
  () =>
    inTemporaryDirectory(async (folder) => {
      await using registry = await dockerRegistry();
      await registry.push('a/b', '1', image);
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await writeFile(join(folder, 'a.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await writeFile(join(folder, 'a.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
      const target = `${registry.host}/a/b:1`;
      const run = runner(folder, registry.host);
      const env = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), SEAWORTHY_INSECURE_PLAIN_HTTP: registry.host };
      const words = ['sign', target, '--key', join(folder, 'a.key')];
      // As long as an undisturbed run takes, with the start of the program.
      const begin = performance.now();
      assert.equal(await killedSign(words, env, 60_000), false);
      const whole = performance.now() - begin;
      let [killed, told] = [0, 1];
      for (let round = 0; round < 3; round++) {
        // Most of the time goes into the start, where nothing can go wrong: the second half is what matters.
        const moments = Array.from({ length: 4 }, () => whole * (0.4 + Math.random() * 1.6));
        const results = await Promise.all(moments.map((after) => killedSign(words, env, after)));
        killed += results.filter(Boolean).length;
        told += results.filter((one) => !one).length + 1;
        await assertServed(registry);
        const again = await run(`sign ${target} --key a.key`);
        assert.equal(again.code, 0, again.err);
        const verified = await run(`verify ${target} --key a.pub`);
        assert.equal(verified.code, 0, verified.out);
      }
      assert.ok(killed > 0, 'none was killed in time');
      const { root } = JSON.parse((await run(`tree ${target} --json`)).out) as { root: { children: unknown[] } };
      assert.ok(root.children.length >= told, `${root.children.length} of ${told} signatures that were told are there`);
      const ledger = await run('ledger verify');
      assert.equal(ledger.code, 0, ledger.out);
    }),
);
