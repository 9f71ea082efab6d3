import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { secretKey } from './secret-key.ts';

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
