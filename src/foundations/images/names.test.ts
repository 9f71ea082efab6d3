import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout, paxHeader, tarBody, tarHeader } from '../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../core/index.ts';
import { wholeOf } from '../formats/index.ts';
import { directoryLayer } from './directory.ts';
import type { Layer, LayerEntry } from './layer.ts';
import { openTarget } from './open-target.ts';
import { FileTree } from './tree.ts';

/* Names of files are bytes; two that are no UTF-8 and differ are two files. */

/** A member whose name is these bytes. */
function member(name: Buffer, body: string, fields: { type?: string; link?: string } = {}): Uint8Array {
  const header = tarHeader({ name: '', size: Buffer.byteLength(body), patch: [{ at: 0, bytes: name }], ...fields });
  return Buffer.concat([header, tarBody(body)]);
}

const odd = (byte: number): Buffer => Buffer.concat([Buffer.from('caf'), Buffer.from([byte])]);

interface Seen {
  readonly entries: LayerEntry[];
  readonly bodies: Record<string, string>;
}

async function walk(one: Layer): Promise<Seen> {
  const seen: Seen = { entries: [], bodies: {} };
  await one.walk(
    {
      entry(entry) {
        seen.entries.push(entry);
        return 'body';
      },
      body: ({ path }, body) => {
        seen.bodies[path] = Buffer.from(wholeOf(body)).toString();
      },
    },
    { limits: defaultLimits },
  );
  return seen;
}

const seenNames = { 'caf\ufffde9': 'one', 'caf\ufffdea': 'two', café: 'three', 'caf\\xe9': 'four' };

test('a layer: names that are no UTF-8 are told apart, in headers, long names and whiteouts', () =>
  inTemporaryDirectory(async (folder) => {
    const long = Buffer.concat([Buffer.from('x'.repeat(120)), Buffer.from([0xe9])]);
    const content = Buffer.concat([
      member(odd(0xe9), 'one'),
      member(odd(0xea), 'two'),
      member(Buffer.from('café'), 'three'),
      member(Buffer.from('caf\\xe9'), 'four'),
      tarHeader({ name: '././@LongLink', type: 'L', size: long.length, magic: 'gnu' }),
      tarBody(long),
      member(Buffer.from('x'), 'five'),
      paxHeader({ path: 'pax' }),
      member(Buffer.from('y'), 'six'),
      Buffer.alloc(1024),
    ]);
    const above = Buffer.concat([member(Buffer.concat([Buffer.from('.wh.'), odd(0xea)]), ''), Buffer.alloc(1024)]);
    await ociLayout(folder, { layers: [layer(content), layer(above)] });
    const image = await openTarget(`oci:${folder}`, { limits: defaultLimits });
    const [lower, upper] = await Promise.all(image.layers.map(walk));
    assert.deepEqual(lower?.bodies, { ...seenNames, [`${'x'.repeat(120)}\ufffde9`]: 'five', pax: 'six' });
    const tree = FileTree.merge([lower?.entries ?? [], upper?.entries ?? []], defaultLimits);
    assert.deepEqual(
      [...tree.files()].map(({ path }) => path).filter((path) => path.startsWith('caf')),
      ['caf\ufffde9', 'café', 'caf\\xe9'],
    );
    await image.close();
  }));

test('a folder: names that are no UTF-8 are listed, and their files read', () =>
  inTemporaryDirectory(async (folder) => {
    const at = (...names: readonly (Buffer | string)[]): Buffer =>
      Buffer.concat([
        Buffer.from(folder),
        ...names.map((name) => Buffer.concat([Buffer.from('/'), Buffer.from(name)])),
      ]);
    await writeFile(at(odd(0xe9)), 'one');
    await writeFile(at(odd(0xea)), 'two');
    await writeFile(join(folder, 'café'), 'three');
    await writeFile(join(folder, 'caf\\xe9'), 'four');
    await mkdir(at(Buffer.from([0xff])));
    await writeFile(at(Buffer.from([0xff]), 'deep'), 'five');
    await writeFile(join(folder, 'real\ufffde9'), 'six');
    const { bodies } = await walk(directoryLayer(folder));
    assert.deepEqual(bodies, { ...seenNames, '\ufffdff/deep': 'five', 'real\ufffdef\ufffdbf\ufffdbde9': 'six' });
  }));
