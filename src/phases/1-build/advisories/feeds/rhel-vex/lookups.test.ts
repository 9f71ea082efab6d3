import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { rhelVex } from './index.ts';

test('rhel-vex: partitions', () => {
  for (const id of ['rhel/9', 'rhel/10', 'rhel/9.2-eus', 'rhel/7-els', 'rhel/8.4-aus', 'rhel/8.6-eus-long-life'])
    assert.ok(rhelVex.owns(id), id);
  for (const id of [
    'rhel',
    'rhel/',
    'rhel/9.2',
    'rhel/9-',
    'rhel/9.2-xyz',
    'rhel/9/x',
    'rhel/../9',
    'rhel/109',
    'almalinux/9',
  ])
    assert.ok(!rhelVex.owns(id), id);
});

test('rhel-vex: whose packages are looked up, and where', () => {
  const found = examplePackage('rpm', 'npm', '1:10.8.2-1.18', { source: { name: 'nodejs', version: '18.20.4-1' } });
  const keys = (id: string, version: string | undefined, prettyName = ''): readonly string[] =>
    rhelVex
      .lookups(found, {
        id,
        like: [],
        path: 'etc/os-release',
        prettyName,
        ...defined({ version }),
      })
      .map(({ partition, key }) => `${partition} ${key}`);
  const nine = ['rhel/9 npm', 'rhel/9 source/nodejs'];
  const cases: readonly [string, string | undefined, string, readonly string[]][] = [
    ['rhel', '9.4', 'Red Hat Enterprise Linux 9.4 (Plow)', nine],
    ['centos', '9', 'CentOS Stream 9', nine],
    ['rhel', '10.0', '', ['rhel/10 npm', 'rhel/10 source/nodejs']],
    // CentOS Linux was a rebuild with versions of its own; the others publish for themselves.
    ['centos', '7', 'CentOS Linux 7 (Core)', []],
    ['almalinux', '9.4', '', []],
    ['rocky', '9.4', '', []],
    ['ol', '9.4', '', []],
    ['fedora', '40', '', []],
    ['rhel', undefined, '', []],
    ['rhel', 'x', '', []],
  ];
  for (const [id, version, pretty, expected] of cases)
    assert.deepEqual(keys(id, version, pretty), expected, `${id} ${version}`);
  // Where the source has the package's own version its epoch is known.
  const same = examplePackage('rpm', 'nodejs', '1:18-1', { source: { name: 'nodejs', version: '1:18-1' } });
  const rhel = { id: 'rhel', version: '9', like: [], path: 'etc/os-release' };
  assert.deepEqual(
    rhelVex.lookups(same, rhel).map(({ key, general }) => [key, general]),
    [
      ['nodejs', undefined],
      ['source/nodejs', true],
      ['fixed-source/nodejs', true],
    ],
  );
});
