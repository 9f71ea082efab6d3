import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { field } from '../json/access.ts';
import { loadToml, readToml } from './index.ts';

await loadToml();
const read = (text: string, limits = {}) => readToml(Buffer.from(text), 'x.toml', limits);

test('tables, lists of tables and values come out plain', () => {
  const value = read('version = 4\nbig = 9223372036854775807\n[[package]]\nname = "a"\n[package.x]\ny = [1, "b"]\n');
  assert.equal(field(value, 'version'), 4);
  assert.equal(field(value, 'big'), 9223372036854775807n);
  assert.deepEqual(JSON.parse(JSON.stringify(field(value, 'package'))), [{ name: 'a', x: { y: [1, 'b'] } }]);
});

const bad: readonly (readonly [what: string, text: string | Uint8Array, code: string])[] = [
  ['no TOML', '{"a": 1}', 'E_FORMAT'],
  ['a table that comes twice', '[a]\nb=1\n[a]\n', 'E_FORMAT'],
  ['a key that comes twice', 'a=1\na=2', 'E_FORMAT'],
  ['an open text', 'a="', 'E_FORMAT'],
  ['no UTF-8', new Uint8Array([0x61, 0x3d, 0x22, 0xff, 0x22]), 'E_FORMAT'],
  ['deep lists', `a=${'['.repeat(100_000)}`, 'E_FORMAT'],
];
for (const [what, text, code] of bad)
  test(`refuses ${what}`, () => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    assert.throws(() => readToml(bytes, 'x.toml'), { code });
  });

test('too large, and where a fault is', () => {
  assert.throws(() => read('a = 1', { maxBytes: 4 }), { code: 'E_LIMIT' });
  assert.throws(
    () => read('a = 1\nb == 2'),
    (error: unknown) => {
      assert.ok(error instanceof SeaworthyError);
      assert.match(error.where ?? '', /^x\.toml:2:\d+$/);
      return true;
    },
  );
});

test('a member called __proto__ changes nothing of ours', () => {
  const value = read('[__proto__]\npolluted = 1\n');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(field(value, 'polluted'), undefined);
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '=', '[', ']', '"', '\n', '.', '1', '{', '}', ',', "'", '#', '-', ':', 'T')),
      (parts) => {
        try {
          read(parts.join(''));
        } catch (error) {
          assert.ok(error instanceof SeaworthyError && error.code !== 'E_INTERNAL', String(error));
        }
      },
    ),
  );
});
