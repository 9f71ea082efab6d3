import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { licenceFolder } from './licence-files.ts';
import { recogniseLicences } from './recognise.ts';

/* Texts as they lie with packages that this project is made with, and with Debian: none is kept here. */

const fileOf = (path: string): URL => new URL(`../../../../${path}`, import.meta.url);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const ofPackages: readonly (readonly [path: string, id: string])[] = [
  ['LICENSE', 'Apache-2.0'],
  ['node_modules/zod/LICENSE', 'MIT'],
  ['node_modules/yaml/LICENSE', 'ISC'],
  ['node_modules/picocolors/LICENSE', 'ISC'],
  ['node_modules/smol-toml/LICENSE', 'BSD-3-Clause'],
  ['node_modules/fast-uri/LICENSE', 'BSD-3-Clause'],
];

for (const [path, id] of ofPackages)
  test(`${path} is ${id}`, { skip: existsSync(fileOf(path)) ? false : `${path} is not there` }, () =>
    assert.deepEqual(recogniseLicences(readFileSync(fileOf(path))), [id]),
  );

const debian = '/usr/share/common-licenses';

for (const [name, ids] of [
  ['Apache-2.0', ['Apache-2.0']],
  ['BSD', ['BSD-3-Clause']],
  ['CC0-1.0', ['CC0-1.0']],
  ['GPL-2', ['GPL-2.0-only']],
  ['GPL-3', ['GPL-3.0-only']],
  ['LGPL-2.1', ['LGPL-2.1-only']],
  ['LGPL-3', ['LGPL-3.0-only']],
  ['MPL-2.0', ['MPL-2.0']],
  ['GPL-1', []],
  ['GFDL-1.3', []],
] as const)
  test(`${name} of Debian`, { skip: existsSync(`${debian}/${name}`) ? false : 'no common-licenses here' }, () =>
    assert.deepEqual(recogniseLicences(readFileSync(`${debian}/${name}`)), ids),
  );

test('a text with further conditions is none of those that are known', () => {
  const mit = readFileSync(fileOf('node_modules/zod/LICENSE'), 'utf8');
  const more =
    'Without limiting other conditions, the grant of rights will not include the right to sell the software. ';
  assert.deepEqual(recogniseLicences(bytesOf(mit + more.repeat(20))), []);
  assert.deepEqual(recogniseLicences(bytesOf(mit.toUpperCase())), ['MIT']);
  assert.deepEqual(recogniseLicences(bytesOf(mit.slice(0, 400))), []);
  assert.deepEqual(recogniseLicences(bytesOf('')), []);
  assert.deepEqual(recogniseLicences(new Uint8Array(600 * 1024)), []);
});

test('whose folder a file is about', () => {
  for (const [path, folder] of [
    ['app/x/LICENSE', 'app/x'],
    ['app/x/license.md', 'app/x'],
    ['app/x/COPYING.LESSER', 'app/x'],
    ['app/x/UNLICENSE', 'app/x'],
    ['s/six.dist-info/licenses/LICENSE', 's/six.dist-info'],
    ['s/six.dist-info/licenses/AUTHORS.md', 's/six.dist-info'],
    ['LICENSE', ''],
    ['app/x/licensed.js', undefined],
    ['app/x/license-checker/index.js', undefined],
    ['app/x/README', undefined],
  ] as const)
    assert.equal(licenceFolder(path), folder, path);
});
