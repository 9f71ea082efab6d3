import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonVendored } from './index.ts';

const read = (text: string) =>
  pythonVendored.extract('x/setuptools/_vendor/vendored.txt', new TextEncoder().encode(text));

test('pinned lines are copies, and a line that pins nothing is told', () => {
  const { packages, problems } = read(
    'packaging==21.3 # why\r\n\n-r other.txt\nordered-set>=3\njaraco.text == 3.7.0\n',
  );
  assert.deepEqual(
    packages.map(({ name, version, purl }) => [name, version, purl.name]),
    [
      ['packaging', '21.3', 'packaging'],
      ['jaraco.text', '3.7.0', 'jaraco-text'],
    ],
  );
  assert.deepEqual(problems, ['line 4 of x/setuptools/_vendor/vendored.txt pins no version']);
});
