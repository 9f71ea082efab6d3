import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opamSwitch } from './index.ts';

const read = (text: string) => opamSwitch.extract('x/.opam-switch/switch-state', new TextEncoder().encode(text));

test('what is installed, on one line or many', () => {
  const { packages, problems } = read(
    'roots: ["z.1"]\ninstalled: ["a.1.0" "b-c.v0.16.0" "base-threads.base" "broken"]\n',
  );
  assert.deepEqual(
    packages.map(({ name, version }) => `${name} ${version}`),
    ['a 1.0', 'b-c v0.16.0'],
  );
  assert.deepEqual(problems, ['"broken" names no package and version']);
});

test('another file is refused', () => {
  for (const text of ['', 'roots: ["a.1"]', 'uninstalled: ["a.1"]'])
    assert.throws(() => read(text), { code: 'E_FORMAT' });
});
