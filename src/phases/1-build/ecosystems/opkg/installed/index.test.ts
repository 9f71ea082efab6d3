import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extraction } from '../../extractor.ts';
import { opkgInstalled } from './index.ts';

const read = (path: string, text: string): Extraction => opkgInstalled.extract(path, new TextEncoder().encode(text));
const status = (state: string): string => `Package: a\nVersion: 1-r1\nStatus: ${state}\nArchitecture: all\n\n`;

test('opkg: what is here by its state', () => {
  const cases: readonly (readonly [string, number, number, string?])[] = [
    ['install ok installed', 1, 0],
    ['install user installed', 1, 0],
    ['install ok unpacked', 1, 0, 'unpacked'],
    ['install ok post-inst-failed', 1, 0, 'post-inst-failed'],
    ['deinstall ok not-installed', 0, 0],
    ['deinstall ok config-files', 0, 0],
    ['install ok half-installed', 1, 1],
  ];
  for (const [state, packages, problems, told] of cases) {
    const sound = 'Package: z\nVersion: 1\nStatus: install ok installed\n';
    const found = read('usr/lib/opkg/status', status(state) + sound);
    assert.deepEqual(
      [found.packages.length, found.problems.length],
      [packages + (problems === 0 ? 1 : 0), problems],
      state,
    );
    assert.equal(found.packages.find(({ name }) => name === 'a')?.state, told);
  }
});

test('opkg: lists of files, with and without mode and target', () => {
  const list = '/etc\n/etc/config\n/etc/config/a\t0100644\n/usr/bin/b\t0120777\t/bin/c\n';
  assert.deepEqual(read('var/lib/opkg/info/a.list', list).files, [{ key: 'a', files: ['etc/config/a', 'usr/bin/b'] }]);
});

test('opkg: a control file tells of the package of its name and version beside it', () => {
  const database = {
    path: 'var/lib/opkg/status',
    extraction: read('var/lib/opkg/status', status('install ok installed')),
  };
  const beside = (path: string, version: string) => ({
    path,
    extraction: read(
      path,
      `Package: a\nVersion: ${version}\nOE: recipe\nLicense: GPL-2.0-only & MIT\nMaintainer: me\n`,
    ),
  });
  const join = (path: string, version: string): unknown => {
    const [found] = opkgInstalled.join?.([database, beside(path, version)])[0]?.extraction.packages ?? [];
    return [found?.licences, found?.source, found?.origin];
  };
  const told = [['GPL-2.0-only AND MIT'], { name: 'recipe', version: '1-r1' }, { maintainer: 'me' }];
  assert.deepEqual(join('var/lib/opkg/info/a.control', '1-r1'), told);
  assert.deepEqual(join('var/lib/opkg/info/a.control', '2'), [undefined, undefined, undefined]);
  assert.deepEqual(join('usr/lib/opkg/info/a.control', '1-r1'), [undefined, undefined, undefined]);
});

test('opkg: what is no database is refused', () => {
  assert.throws(() => read('usr/lib/opkg/status', 'hello\n'), { code: 'E_FORMAT' });
  assert.deepEqual(read('usr/lib/opkg/status', '').packages, []);
});
