import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, memoryRegistry, pushImage } from '../../../lab/fixtures/index.ts';
import { generateKeys } from '../../phases/2-ship/index.ts';
import { gateCheck } from './gate-check.ts';
import { initGate } from './init-gate.ts';
import { sceneSettings } from './testing/gate-scene.ts';

const { privateKey, publicKey } = await generateKeys(Buffer.from('pw'));

test('gate init: the file is a gate, whatever it is called, and its comments say what is in it', async () => {
  await inTemporaryDirectory(async (folder) => {
    for (const [file, name] of [
      ['gate.yaml', 'gate'],
      ['production.yml', 'production'],
      ['.yaml', 'gate'],
      ['a "b" \\ #c: ü.yaml', 'a "b" \\ #c: ü'],
      ['line\nfeed: x', 'line\nfeed: x'],
    ] as const) {
      const made = await initGate(join(folder, file));
      assert.deepEqual([made.name, made.rules], [name, ['pinned', 'hardened', 'scanned', 'clean']]);
      const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
      assert.ok(lines.every((line) => line.length <= 200));
    }
    const keyed = await initGate(join(folder, 'signed.yaml'), {
      keyFile: '../keys/a "b": ü.pub',
      readKeyFile: async () => publicKey,
    });
    assert.deepEqual(keyed.rules, ['pinned', 'signed', 'hardened', 'scanned', 'clean']);
  });
});

test('gate init: a file that is there stays as it is, and nothing is written for a key that is none', async () => {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'gate.yaml');
    await writeFile(file, 'mine');
    await assert.rejects(initGate(file), { code: 'E_WRITE', message: /already, and gates are never overwritten/ });
    assert.equal(await readFile(file, 'utf8'), 'mine');
    await symlink(join(folder, 'nowhere'), join(folder, 'link.yaml'));
    await assert.rejects(initGate(join(folder, 'link.yaml')), { code: 'E_WRITE' });
    await mkdir(join(folder, 'folder'));
    await assert.rejects(initGate(join(folder, 'folder')), { code: 'E_WRITE' });
    await assert.rejects(initGate(join(folder, 'none/gate.yaml')), { code: 'E_WRITE' });
    const other = join(folder, 'other.yaml');
    await assert.rejects(initGate(other, { keyFile: 'a.key', readKeyFile: async () => privateKey }), {
      code: 'E_USAGE',
      why: /a public key in PEM is expected/,
    });
    await assert.rejects(readFile(other), { code: 'ENOENT' });
  });
});

test('gate init: the gate refuses a tag, and names what to write instead', async () => {
  await inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const { digest } = pushImage(registry, 'web', {}, '1');
    const file = join(folder, 'gate.yaml');
    await initGate(file);
    const gate = { bytes: await readFile(file), where: file };
    const states = async (reference: string) => {
      const targets = [{ kind: 'image', reference }] as const;
      const { decisions } = await gateCheck({ gate, targets }, sceneSettings(folder, registry.host));
      return decisions.flatMap(({ decision }) => decision.results.filter(({ rule }) => rule === 'pinned'));
    };
    const [byTag] = await states(`${registry.host}/web:1`);
    assert.equal(byTag?.state, 'fail');
    assert.match(byTag.remedy ?? '', new RegExp(`web@${digest}`));
    assert.equal((await states(`${registry.host}/web@${digest}`))[0]?.state, 'pass');
  });
});
