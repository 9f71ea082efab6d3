import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exceptionFormats } from './formats/index.ts';
import { exceptionKeys, seaworthyFormat } from './formats/seaworthy/index.ts';

const page = readFileSync(new URL('../../../../docs/exceptions.md', import.meta.url), 'utf8');

test('the page on exceptions has an example that is read, and tells every key and every form', async () => {
  const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  assert.ok(seaworthyFormat.looksLike(example));
  const { leftOut, rules } = await seaworthyFormat.read(Buffer.from(example), 'page');
  assert.deepEqual([rules.length, leftOut.length], [2, 0]);
  const table = page.split('\n').filter((line) => line.startsWith('| `'));
  const told = table.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key));
  assert.deepEqual(told.toSorted(), [...exceptionKeys].sort());
  for (const { names } of exceptionFormats)
    assert.ok(
      names.some((name) => page.includes(name)),
      names.join(),
    );
});
