import assert from 'node:assert/strict';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { goBuildInfo, inTemporaryDirectory, layer, makeElf, ociLayout } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

async function inventoryOf(target: string): Promise<Inventory> {
  const image = await openTarget(target, { limits: defaultLimits });
  try {
    return await takeInventory(image, { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') });
  } finally {
    await image.close();
  }
}

const elf = (name: string, bytes: Uint8Array, padding = 0): Uint8Array =>
  makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: [
      { name: '.text', bytes: new Uint8Array(padding) },
      { name, bytes },
    ],
  });
const buildInfo = goBuildInfo('go1.22.1', 'path\ta.org/m\nmod\ta.org/m\tv1.0.0\th1:x=\n');
const goPackages = ['a.org/m@v1.0.0', 'stdlib@v1.22.1'];
const incomplete = ({ coverage }: Inventory): readonly string[] =>
  coverage.problems.filter((problem) => problem.incomplete).map(({ message }) => message);
const packagesOf = ({ packages }: Inventory): readonly string[] =>
  packages.map(({ name, version }) => `${name}@${version}`);

test('a program of more than 512 MiB is read by its headers, and one that nobody knows misses nothing', async () => {
  await inTemporaryDirectory(async (directory) => {
    await mkdir(join(directory, 'usr/bin'), { recursive: true });
    for (const [name, bytes] of [
      ['other', elf('.rodata', new Uint8Array(64))],
      ['tool', elf('.go.buildinfo', buildInfo)],
    ] as const) {
      await writeFile(join(directory, 'usr/bin', name), bytes, { mode: 0o755 });
      await truncate(join(directory, 'usr/bin', name), 700 * 1024 * 1024);
    }
    const inventory = await inventoryOf(`dir:${directory}`);
    assert.deepEqual(packagesOf(inventory), goPackages);
    assert.deepEqual(incomplete(inventory), []);
  });
});

test('a program that is not held in memory tells what is in it, in a compressed layer and in one that is not', async () => {
  const body = elf('.go.buildinfo', buildInfo, 20 * 1024 * 1024);
  for (const compression of ['gzip', 'none'] as const) {
    await inTemporaryDirectory(async (directory) => {
      const entries = [
        { path: 'usr/bin/tool', body, mode: 0o755 },
        { path: 'etc/motd', body: 'hello' },
      ];
      await ociLayout(directory, { layers: [layer(entries, compression)] });
      const inventory = await inventoryOf(`oci:${directory}`);
      assert.deepEqual(packagesOf(inventory), goPackages, compression);
      assert.deepEqual(incomplete(inventory), [], compression);
    });
  }
});
