import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from './make-folder.ts';

test('a folder with those above it, again, and for your eyes only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'));
  try {
    for (let times = 0; times < 2; times++) makeFolder(join(folder, 'a/b/c'), 0o700);
    for (const made of ['a', 'a/b', 'a/b/c']) assert.equal(statSync(join(folder, made)).mode & 0o777, 0o700, made);
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => makeFolder(join(folder, 'file')), { code: 'EEXIST' });
    assert.throws(() => makeFolder(join(folder, 'file/below/it')), { code: 'ENOTDIR' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('where a folder takes none, it ends with what the system says', { skip: process.platform !== 'linux' }, () => {
  for (const home of ['/proc', '/proc/self', '/proc/self/fd', '/sys/kernel'])
    assert.throws(
      () => makeFolder(join(home, '.local/share/seaworthy')),
      { code: /^E(?:NOENT|ACCES|PERM|ROFS)$/ },
      home,
    );
});
