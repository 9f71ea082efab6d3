import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { readFileBytes } from './read-file.ts';

test('a regular file within its bound is read; everything else is told for what it is', async () => {
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'file');
    writeFileSync(path, 'x'.repeat(100_000));
    assert.equal(readFileBytes(path, 100_000)?.length, 100_000);
    assert.throws(() => readFileBytes(path, 99_999), { code: 'E_LIMIT' });
    assert.equal(readFileBytes(join(directory, 'gone'), 1), undefined);
    assert.equal(readFileBytes(join(path, 'below a file'), 1), undefined);
    assert.throws(() => readFileBytes(directory, 1), { code: 'E_READ' });
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    assert.throws(() => readFileBytes(join(directory, 'pipe'), 1), { code: 'E_READ' });
  });
});
