import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rpmManifest } from './index.ts';

const read = (...lines: readonly string[]) =>
  rpmManifest.extract('var/lib/rpmmanifest/container-manifest-2', new TextEncoder().encode(lines.join('\n')));
const line = (name: string, epoch: string): string =>
  `${name}\t1.0-2.azl3\t1\t2\tMicrosoft Corporation\t${epoch}\t5\tx86_64\t0\ta-1.0-2.azl3.src.rpm`;

test('rpm manifest: epochs, keys, lines that are none', () => {
  const { packages, problems } = read(
    line('a', '(none)'),
    line('b', '3'),
    line('gpg-pubkey', '(none)'),
    line('c', 'x'),
    'd\t1-2',
    '',
  );
  assert.deepEqual(
    packages.map(({ name, version, source }) => [name, version, source?.version]),
    [
      ['a', '1.0-2.azl3', '1.0-2.azl3'],
      ['b', '3:1.0-2.azl3', '3:1.0-2.azl3'],
    ],
  );
  assert.deepEqual(problems, ['line 4: c has an epoch that is no number', 'line 5 is not of a package']);
  assert.throws(() => read('hello'), { code: 'E_FORMAT' });
  assert.deepEqual(read('').packages, []);
});
