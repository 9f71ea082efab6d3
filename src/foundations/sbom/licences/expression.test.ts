import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSpdxExpression } from './expression.ts';
import { isSpdxId } from './spdx-ids.ts';

test('the list has every identifier of the CycloneDX schema', () => {
  const url = new URL(
    '../../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/spdx.SNAPSHOT.schema.json',
    import.meta.url,
  );
  const ids: readonly string[] = JSON.parse(readFileSync(url, 'utf8')).enum;
  assert.ok(ids.length > 500);
  assert.deepEqual(
    ids.filter((id) => !isSpdxId(id)),
    [],
  );
  assert.ok(!isSpdxId('mit') && !isSpdxId('') && !isSpdxId('GPL'));
});

test('expressions', () => {
  for (const good of [
    'MIT',
    'MIT OR Apache-2.0',
    '(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0',
    'Apache-2.0+',
    'LicenseRef-x',
  ]) {
    assert.ok(isSpdxExpression(good), good);
  }
  for (const bad of [
    '',
    'MIT OR',
    'MIT Apache-2.0',
    '(MIT',
    'MIT)',
    'GPL',
    'MIT or ISC',
    'MIT WITH MIT OR',
    `${'('.repeat(500)}MIT${')'.repeat(500)}`,
  ]) {
    assert.ok(!isSpdxExpression(bad), bad.slice(0, 40));
  }
});

test('never throws', () => {
  const word = fc.constantFrom('MIT', '(', ')', 'AND', 'OR', 'WITH', 'x', ' ');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => typeof isSpdxExpression(words.join(' ')) === 'boolean'),
  );
});
