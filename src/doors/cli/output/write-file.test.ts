import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { writeFileWhole } from './write-file.ts';

test('a file is replaced whole, a link stays a link, a mode stays, a device is written to', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    const file = path.join(folder, 'report.json');
    await writeFileWhole(file, 'one');
    assert.equal(readFileSync(file, 'utf8'), 'one');

    const secret = path.join(folder, 'private');
    writeFileSync(secret, '', { mode: 0o600 });
    const link = path.join(folder, 'link');
    symlinkSync(secret, link);
    await writeFileWhole(link, 'two');
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(readFileSync(secret, 'utf8'), 'two');
    assert.equal(statSync(secret).mode & 0o777, 0o600);

    await writeFileWhole('/dev/null', 'three');
    assert.ok(!lstatSync('/dev/null').isFile());
    assert.deepEqual(readdirSync(folder).sort(), ['link', 'private', 'report.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a place that cannot be written to is a typed error and leaves nothing behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  try {
    await assert.rejects(writeFileWhole(path.join(folder, 'no/such/report'), 'x'), { code: 'E_WRITE' });
    await assert.rejects(writeFileWhole(folder, 'x'), { code: 'E_WRITE' });
    assert.deepEqual(readdirSync(folder), []);
    writeFileSync(path.join(folder, 'file'), '');
    await assert.rejects(writeFileWhole(path.join(folder, 'file/report'), 'x'), {
      code: 'E_WRITE',
      why: /ENOTDIR.*open/,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
