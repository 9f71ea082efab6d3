import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosPackages } from './index.ts';

const read = (value: unknown) => cosPackages.extract('etc/cos-package-info.json', Buffer.from(JSON.stringify(value)));

test('cos: entries that are none are told, what it was built with is not there', () => {
  const { packages, problems } = read({
    installedPackages: [{ name: 'a', version: '1' }, { name: 'b' }, null],
    buildTimePackages: [{ name: 'c', version: '1' }],
  });
  assert.deepEqual(
    packages.map(({ name, source }) => [name, source]),
    [['a', undefined]],
  );
  assert.equal(problems.length, 2);
});

test('cos: another document is refused', () => {
  for (const value of [[], {}, { installedPackages: 1 }]) assert.throws(() => read(value), { code: 'E_FORMAT' });
});
