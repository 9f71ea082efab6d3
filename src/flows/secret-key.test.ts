import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { searchKey, secretKey } from './secret-key.ts';

test('the key is made once, for its owner alone, and stays', async () => {
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'data/secret.key');
    const key = secretKey(path);
    assert.equal(key.length, 32);
    assert.deepEqual(secretKey(path), key);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    writeFileSync(path, 'short');
    assert.throws(() => secretKey(path), { code: 'E_FORMAT' });
    assert.throws(() => secretKey(join(path, 'below-a-file')), { code: 'E_WRITE' });
  });
});

test('where no key can be kept, one serves this scan alone, and that is told', async () => {
  await inTemporaryDirectory(async (directory) => {
    const kept = searchKey(join(directory, 'key'));
    assert.deepEqual(kept.problems, []);
    writeFileSync(join(directory, 'file'), '');
    const alone = searchKey(join(directory, 'file/below/key'));
    assert.equal(alone.key.length, 32);
    assert.match(alone.problems[0]?.message ?? '', /will not match those of other scans/);
    assert.equal(alone.problems[0]?.incomplete, false);
  });
});
