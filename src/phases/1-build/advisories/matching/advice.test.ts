import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixVersions, type NoUpgrade } from '../../../../core/index.ts';
import { fixFor } from './advice.ts';
import type { FixState } from './fix.ts';

const fixed = (...versions: [string, ...string[]]): FixState => ({ state: 'fixed', versions });
const none = (state: NoUpgrade['state']): FixState => ({ state });

const cases: readonly (readonly [type: string, name: string, fix: FixState, advice: string])[] = [
  ['apk', 'openssl', fixed('3.1.4-r6'), 'Run `apk upgrade openssl` to get 3.1.4-r6 or later.'],
  ['golang', 'stdlib', fixed('1.22.4'), 'Rebuild with Go 1.22.4 or later.'],
  ['golang', 'example.org/m', fixed('1.2.3'), 'Run `go get example.org/m@v1.2.3` and rebuild.'],
  ['golang', 'example.org/m', fixed('v1.2.3'), 'Run `go get example.org/m@v1.2.3` and rebuild.'],
  ['pypi', 'a', fixed('1.0', '2.0', '3.0'), 'Require a>=1.0. Later branches are fixed in 2.0, 3.0.'],
  ['golang', 'stdlib', fixed('1.26.2', '1.27.0-rc.3'), 'Rebuild with Go 1.26.2 or later.'],
  [
    'npm',
    'a',
    fixed('1.0.0-rc.1'),
    'Require a 1.0.0-rc.1 or later; by "overrides" in package.json where another package brings it. 1.0.0-rc.1 is a pre-release.',
  ],
  ['conan', '{version}', fixed('1.0'), 'Upgrade {version} to 1.0 or later.'],
  ['deb', 'a', none('unfixed'), 'There is no fixed version yet: remove a if it is not needed, or wait for one.'],
  ['deb', 'a', none('wont-fix'), 'No fix will come, says its maker: remove a if it is not needed, or replace it.'],
  ['deb', 'a', none('end-of-life'), 'Nobody looks after this release any more: move to a supported one.'],
  [
    'deb',
    'a',
    { state: 'unfixed', reserved: { version: '1+esm1', name: 'Harbour Pro' } },
    'Only users of Harbour Pro get a version of a without it, 1+esm1: subscribe to it, remove a if it is not needed, or move to a release that has one.',
  ],
  ['npm', 'a', none('unknown'), 'The source names no version of a without it: read the advisory before you upgrade.'],
  [
    'npm',
    'a',
    { state: 'unknown', after: '1.4.0' },
    'Upgrade a to a version after 1.4.0: that is the last one known to be affected.',
  ],
];

for (const [name, installed, to, advice] of [
  ['example.org/m', 'v1.2.3', '1.3.0', 'Run `go get example.org/m@v1.3.0` and rebuild.'],
  ['example.org/m/v2', 'v2.0.0', '2.0.1', 'Run `go get example.org/m/v2@v2.0.1` and rebuild.'],
  ['example.org/m', 'v20.10.1+incompatible', '24.0.7', 'Run `go get example.org/m@v24.0.7` and rebuild.'],
  ['example.org/m', 'v1.9.0', 'v2.1.0+incompatible', 'Run `go get example.org/m@v2.1.0+incompatible` and rebuild.'],
  [
    'example.org/m',
    'v1.2.3',
    '2.1.0',
    /^Import `example.org\/m\/v2` .*`go get example.org\/m\/v2@v2.1.0` and rebuild\.$/,
  ],
  ['example.org/m/v2', 'v2.0.0', 'v3.1.0', /^Import `example.org\/m\/v3` .*`go get example.org\/m\/v3@v3.1.0`/],
  ['gopkg.in/yaml.v2', 'v2.4.0', '3.0.1', /^Import `gopkg.in\/yaml.v3` .*`go get gopkg.in\/yaml.v3@v3.0.1`/],
  ['example.org/m/v3', 'v3.0.0', '2.9.0', 'Run `go get example.org/m/v3@v2.9.0` and rebuild.'],
] as const)
  test(`advice: ${name} ${installed} to ${to}`, () => {
    const made = fixFor({ type: 'golang', name, version: installed }, fixed(to)).advice;
    if (typeof advice === 'string') assert.equal(made, advice);
    else assert.match(made, advice);
  });

for (const [type, name, fix, advice] of cases) {
  test(`advice: ${type} ${name}, ${JSON.stringify(fix)}`, () => {
    const made = fixFor({ type, name }, fix);
    assert.equal(made.advice, advice);
    assert.deepEqual([made.state, fixVersions(made)], [fix.state, fix.state === 'fixed' ? fix.versions : []]);
  });
}
