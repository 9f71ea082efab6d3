import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { example } from './example.ts';
import '../../index.ts';
import { sbomInside } from './index.ts';

before(() => sbomInside.prepare?.());

test('components and what they are made of, without packages of a system and without what has no name', () => {
  const { packages, notes } = sbomInside.extract(example.path, example.bytes);
  assert.deepEqual(
    packages.map(({ type, name, version, versionOrder, purl }) => [type, name, version, versionOrder, purl.namespace]),
    [
      ['bitnami', 'lantern', '7.2.4-3', 'dpkg', undefined],
      ['npm', '@harbour/wick', '1.0.3', 'semver', '@harbour'],
    ],
  );
  assert.deepEqual(packages[0]?.requires, [packages[1]?.provides]);
  assert.match(notes?.[0] ?? '', /2 packages on its maker’s word/);
});

test('another file of such a name says nothing, so that it is told as not read', () => {
  for (const text of ['', '{}', 'hello', '{"spdxVersion": 2}']) {
    const extraction = sbomInside.extract(example.path, new TextEncoder().encode(text));
    assert.deepEqual(extraction.packages, [], text);
  }
});

test('a document that names nothing that anybody looks up is not read by that', () => {
  const text = JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'x',
    packages: [{ SPDXID: 'SPDXRef-a', name: 'a', versionInfo: '1' }],
  });
  const extraction = sbomInside.extract(example.path, new TextEncoder().encode(text));
  assert.deepEqual([extraction.packages, extraction.isSettled], [[], false]);
});
