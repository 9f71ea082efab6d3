import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSbom } from './prepare-sbom.ts';
import { read, readText, spdxOf } from './testing/documents.ts';

const yaml = `---
SPDXID: "SPDXRef-DOCUMENT"
spdxVersion: "SPDX-2.3"
name: shop/web
packages:
- SPDXID: "SPDXRef-a"
  name: a
  externalRefs:
  - { referenceCategory: PACKAGE-MANAGER, referenceType: purl, referenceLocator: "pkg:npm/a@1" }
relationships: []
`;
const prepared = async (text: string): Promise<string> => (await prepareSbom(Buffer.from(text), 'x.yml')).toString();

test('SPDX in YAML form says what it says in JSON', async () => {
  const packages = [
    { SPDXID: 'SPDXRef-a', name: 'a', externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/a@1' }] },
  ];
  assert.deepEqual(readText(await prepared(yaml)), read(spdxOf(packages, { name: 'shop/web' })));
});

test('what is in another form stays as it is', async () => {
  for (const text of ['{"spdxVersion":"SPDX-2.3"}', '<bom/>', 'SPDXVersion: SPDX-2.3\n', 'pkg:npm/a@1\n', 'a: 1\n', ''])
    assert.equal(await prepared(text), text);
});

test('YAML that is none, and one that would grow without end, are refused', async () => {
  await assert.rejects(prepared('spdxVersion: [\n'), { code: 'E_FORMAT' });
  const levels = Array.from({ length: 30 }, (_, at) => `x${at + 1}: &x${at + 1} [*x${at}, *x${at}, *x${at}]`);
  await assert.rejects(prepared(`spdxVersion: SPDX-2.3\nx0: &x0 [1]\n${levels.join('\n')}\n`), { code: 'E_LIMIT' });
});

test('SPDX in YAML form: a second document is refused, and an empty one is none', async () => {
  await assert.rejects(prepared(`${yaml}---\nspdxVersion: SPDX-2.3\npackages: []\n`), { code: 'E_FORMAT' });
  await assert.rejects(prepared(`${yaml}---\n7\n`), { code: 'E_FORMAT' });
  assert.deepEqual(readText(await prepared(`${yaml}---\n`)), readText(await prepared(yaml)));
});
