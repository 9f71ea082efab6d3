import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licenceExpression } from './licences.ts';
import type { ExtractedLicence } from './types.ts';

test('licences that are not on the list are referred to as they were written', () => {
  const extracted = new Map<string, ExtractedLicence>();
  assert.equal(licenceExpression([], extracted), 'NOASSERTION');
  assert.equal(licenceExpression(['MIT', 'GPL-2.0-only OR MIT'], extracted), 'MIT AND (GPL-2.0-only OR MIT)');
  assert.equal(extracted.size, 0);
  assert.match(licenceExpression(['Apache 2.0'], extracted), /^LicenseRef-[0-9a-f]{16}$/);
  assert.equal([...extracted.values()][0]?.extractedText, 'Apache 2.0');
});
