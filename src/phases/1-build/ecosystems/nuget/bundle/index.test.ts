import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeElf } from '../../../../../../lab/fixtures/index.ts';
import { example } from './example.ts';
import { dotnetBundle } from './index.ts';

test('a .NET bundle: its libraries, without files beside it', () => {
  const { packages } = dotnetBundle.extract(example.path, example.bytes);
  assert.deepEqual(
    packages.map(({ name, files }) => [name, files]),
    [
      ['Tool', undefined],
      ['Serilog', undefined],
    ],
  );
  assert.deepEqual(packages[0]?.requires, [['Serilog@3.1.1', 'Serilog']]);
});

test('a program without a bundle has nothing, also a host that was not filled', () => {
  const mark = Buffer.from('8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae', 'hex');
  for (const bytes of [new Uint8Array(64), Buffer.concat([Buffer.alloc(8), mark]), mark]) {
    const program = makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: '.data', bytes }] });
    assert.deepEqual(dotnetBundle.extract('bin/x', program).packages, []);
  }
});

/** The example with other numbers in the header of its bundle, which lies at the end. */
function changed(at: number, value: bigint): Uint8Array {
  const bytes = Buffer.from(example.bytes);
  const header = bytes.length - 57;
  bytes.writeBigInt64LE(value, header + at);
  return bytes;
}

const bad: [title: string, bytes: Uint8Array, code: string][] = [
  ['a list behind its end', changed(17, 1_000_000n), 'E_TRUNCATED'],
  ['a list before its beginning', changed(17, -5n), 'E_TRUNCATED'],
  ['a list larger than any', changed(25, 1n << 40n), 'E_LIMIT'],
  ['a list of less than nothing', changed(25, -1n), 'E_TRUNCATED'],
  ['a bundle of another version', changed(0, 1n), 'E_FORMAT'],
];
for (const [title, bytes, code] of bad) {
  test(`a .NET bundle with ${title} is refused`, () => {
    assert.throws(() => dotnetBundle.extract('bin/x', bytes), { code });
  });
}
