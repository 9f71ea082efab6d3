import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { discard } from './discard.ts';

test('what is there goes, and what cannot be looked for or taken away is no error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const path of [join(file, 'below'), join(folder, 'a'.repeat(300)), folder, join(folder, 'none')])
      discard(path);
    assert.ok(existsSync(file));
    discard(file);
    assert.ok(!existsSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
