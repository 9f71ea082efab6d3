import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../fixtures/index.ts';
import { changing, killAt } from './kills.ts';

/* A few moments each time; `npm run kills` does fifty of each. */
for (const command of changing)
  test(`db ${command}, killed: the old state or the new one, never a mixture`, () =>
    inTemporaryDirectory(async (folder) => {
      const result = await killAt(3, command, folder);
      assert.equal(result.old + result.new, 6);
    }));
