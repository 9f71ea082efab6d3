import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupWants } from './setup-cfg.ts';

const rows: readonly (readonly [text: string, names: readonly string[]])[] = [
  ['', []],
  ['[flake8]\nmax-line-length = 100\ninstall_requires = a\n', []],
  [
    '[options]\ninstall_requires =\n    Requests>=2,<3\n    # no\n    importlib-metadata; python_version < "3.8"\n    b ; sys_platform == "win32"\npackages = find:\n',
    ['requests', 'importlib-metadata', 'b'],
  ],
  ['[options]\ninstall_requires = a>=1; b\n', ['a', 'b']],
  ['[options]\ninstall_requires = file: requirements.txt\n', []],
  ['[options]\npackages = find:\n[options.extras_require]\ninstall_requires = a\n', []],
];
for (const [text, names] of rows)
  test(`setup.cfg: ${JSON.stringify(text)}`, () => assert.deepEqual(setupWants(Buffer.from(text)), names));
