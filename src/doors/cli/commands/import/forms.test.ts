import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { importFormats } from '../../../../flows/index.ts';
import { importFormatIds } from '../../catalogue/import-flags.ts';

const page = readFileSync(new URL('../../../../../docs/import.md', import.meta.url), 'utf8');

test('the flag and the page name every form that is read', () => {
  const ids = importFormats.map(({ id }) => id);
  assert.deepEqual(ids, [...importFormatIds]);
  for (const id of ids) assert.ok(page.includes(`| \`${id}\` |`), id);
});
