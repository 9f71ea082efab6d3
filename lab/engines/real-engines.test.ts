import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { Report } from '../../src/core/index.ts';
import { ledgerReport, offlineSettings, type Settings, scan } from '../../src/flows/index.ts';
import { dockerArchive, inTemporaryDirectory } from '../fixtures/index.ts';
import { alpine } from '../green/roots.ts';
import { imageOf } from '../green/world.ts';
import { post, skipWithoutEngine, startEngine } from './running-engine.ts';

/* A scan of what a real engine holds is the scan of the same image in an archive. */

const image = { ...imageOf(alpine(['flawed', '1.0-r0'])), tags: ['docker.io/demo/app:1'] };
const archive = dockerArchive(image);
const [parts] = archive.images;

function settings(folder: string, env: Readonly<Record<string, string>>): Settings {
  return offlineSettings({
    databaseDirectory: join(folder, 'database'),
    toolVersion: '0.0.0-lab',
    engines: { env, home: folder, runFolder: folder },
  });
}

const told = ({ packages, layers, coverage, subject }: Report) => ({
  packages,
  layers,
  parts: coverage.parts,
  digest: subject.kind === 'image' && subject.configDigest,
});

/** Starts the engine and gives it the image, or skips the test and says why. */
async function withEngine(
  id: 'docker' | 'podman' | 'containerd',
  context: TestContext,
  give: (socket: string, file: string) => Promise<unknown>,
  work: (socket: string, folder: string, file: string) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'app.tar');
    await writeFile(file, archive.bytes);
    const engine = await startEngine(id, folder);
    if (typeof engine === 'string') {
      context.skip(engine);
      return;
    }
    await using running = engine;
    await give(running.socket, file);
    await work(running.socket, folder, file);
  });
}

const load = (path: string) => async (socket: string) =>
  assert.equal(await post(socket, 'POST', path, archive.bytes), 200);

test('a real Docker', { skip: await skipWithoutEngine('docker'), timeout: 58_000 }, (context) =>
  withEngine('docker', context, load('/images/load'), async (socket, folder, file) => {
    const here = settings(folder, { DOCKER_HOST: `unix://${socket}` });
    const saved = await scan(`docker-archive:${file}`, here);
    for (const name of [
      'docker:demo/app:1',
      'docker:docker.io/demo/app:1',
      `docker:${parts?.config.digest.slice(7, 19)}`,
      'demo/app:1',
    ]) {
      const report = await scan(name, here);
      assert.deepEqual(told(report), told(saved), name);
      assert.ok(report.packages.length > 0 && report.subject.kind === 'image');
      assert.equal(report.subject.digest, parts?.config.digest);
    }
    await assert.rejects(scan('docker:demo/none:1', here), { code: 'E_TARGET_NOT_FOUND' });
    // The ledger knows it by the name that a person gives it.
    const kept = { ...here, ledgerDirectory: join(folder, 'ledger') };
    await scan('demo/app:1', kept);
    for (const name of ['demo/app:1', 'docker:demo/app:1', parts?.config.digest ?? ''])
      assert.deepEqual(told(await ledgerReport(name, kept)), told(saved), name);
  }),
);

test('a real Podman', { skip: await skipWithoutEngine('podman'), timeout: 58_000 }, (context) =>
  withEngine('podman', context, load('/v4.0.0/libpod/images/load'), async (socket, folder, file) => {
    const here = settings(folder, { CONTAINER_HOST: `unix://${socket}` });
    const saved = await scan(`docker-archive:${file}`, here);
    for (const name of ['podman:demo/app:1', `podman:${parts?.config.digest.slice(7)}`, 'demo/app:1']) {
      const report = await scan(name, here);
      assert.deepEqual(told(report), told(saved), name);
      assert.ok(report.subject.kind === 'image');
      assert.equal(report.subject.digest, parts?.config.digest);
    }
    // Its API for Docker's tools serves as well.
    const asDocker = settings(folder, { DOCKER_HOST: `unix://${socket}` });
    assert.deepEqual(told(await scan('docker:demo/app:1', asDocker)), told(saved));
    await assert.rejects(scan('podman:demo/none:1', here), { code: 'E_TARGET_NOT_FOUND' });
  }),
);

test('a real containerd', { skip: await skipWithoutEngine('containerd'), timeout: 58_000 }, (context) =>
  withEngine(
    'containerd',
    context,
    // 1.6 has no `--no-unpack`; what cannot be unpacked here is there all the same.
    (socket, file) =>
      promisify(execFile)('ctr', ['-a', socket, '-n', 'lab', 'images', 'import', file]).catch(() => undefined),
    async (socket, folder, file) => {
      const env = { CONTAINERD_ADDRESS: socket, CONTAINERD_NAMESPACE: 'lab' };
      const saved = await scan(`docker-archive:${file}`, settings(folder, env));
      for (const name of ['containerd:demo/app:1', 'containerd:docker.io/demo/app:1', 'demo/app:1']) {
        const report = await scan(name, settings(folder, env));
        assert.deepEqual(told(report), told(saved), name);
        assert.ok(report.subject.kind === 'image');
        assert.notEqual(report.subject.digest, parts?.config.digest, 'it keeps manifests');
      }
      await assert.rejects(scan('containerd:demo/app:1', settings(folder, { CONTAINERD_ADDRESS: socket })), {
        code: 'E_TARGET_NOT_FOUND',
        why: 'the namespace lab has it: --containerd-namespace lab',
      });
    },
  ),
);
