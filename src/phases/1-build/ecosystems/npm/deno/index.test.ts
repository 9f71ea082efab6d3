import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { denoLock } from './index.ts';

const read = (lock: unknown) => denoLock.extract('deno.lock', Buffer.from(JSON.stringify(lock)));
const told = (lock: unknown): string[] =>
  read(lock).packages.map(({ name, version, requires = [] }) => [`${name}@${version}`, ...requires.flat()].join(' '));
const entry = { integrity: 'sha512-x' };

const forms: readonly (readonly [what: string, lock: unknown, expected: readonly string[]])[] = [
  [
    '2',
    { version: '2', npm: { packages: { 'a@1.0.0': { ...entry, dependencies: { b: 'b@2.0.0' } }, 'b@2.0.0': entry } } },
    ['a@1.0.0 b@2.0.0', 'b@2.0.0'],
  ],
  [
    '3',
    {
      version: '3',
      packages: {
        npm: { '@s/a@1.0.0': { ...entry, dependencies: { b: 'b@2.0.0_c@1.0.0' } }, 'b@2.0.0_c@1.0.0': entry },
      },
    },
    ['@s/a@1.0.0 b@2.0.0', 'b@2.0.0'],
  ],
  [
    '4',
    { version: '4', npm: { 'a@1.0.0': { ...entry, dependencies: ['b'] }, 'b@2.0.0': entry } },
    ['a@1.0.0 b@2.0.0', 'b@2.0.0'],
  ],
];
for (const [what, lock, expected] of forms)
  test(`deno.lock of form ${what}`, () => {
    assert.deepEqual(told(lock), expected);
    assert.deepEqual(read(lock).problems, []);
  });

test('deno.lock: one of the future, of the same shape, is read and told', () => {
  const lock = { version: '9', npm: { 'a@1.0.0': entry } };
  assert.deepEqual(told(lock), ['a@1.0.0']);
  assert.match(read(lock).problems.join(), /^format version 9 is newer than what is known/);
});

test('deno.lock: an alias and peers lead to the package', () => {
  const { packages } = denoLock.extract(example.path, example.bytes);
  const of = (name: string) => packages.find((one) => one.name === name)?.requires;
  assert.deepEqual(of('supports-color'), [['has-flag@4.0.0']]);
  assert.deepEqual(of('react-dom'), [['react@18.2.0']]);
});

test('deno.lock: what nobody publishes about is told and not passed over', () => {
  const lists = (lock: unknown): string => read(lock).problems.join('\n');
  assert.match(
    lists({ version: '4', jsr: { '@std/path@1.0.8': {} }, remote: { 'https://x.example/a.ts': 'x' } }),
    /1 package of JSR.*\n.*1 module by its address/,
  );
  assert.match(lists({ 'https://x.example/a.ts': 'x', 'https://x.example/b.ts': 'x' }), /2 modules by their addresses/);
  assert.match(lists({ version: '4', npm: { a: {}, '../x@1': {} } }), /a has no name and version/);
});

test('deno.lock: what is no lock file is refused', () => {
  for (const text of ['', '[]', '{"npm":7,"version":"4"}'])
    assert.throws(() => denoLock.extract('deno.lock', Buffer.from(text)), { code: 'E_FORMAT' });
});
