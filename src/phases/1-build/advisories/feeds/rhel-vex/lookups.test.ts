import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Distribution, defined } from '../../../../../core/index.ts';
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

const eus = ['rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2', 'rhel-9-for-x86_64-appstream-eus-rpms__9_DOT_2'];

const release = (version: string, repositories?: readonly string[]): Distribution => ({
  id: 'rhel',
  version,
  like: [],
  path: 'etc/os-release',
  ...defined({ repositories }),
});

test('rhel-vex: the stream follows from the repositories', () => {
  const cases: readonly [string, readonly string[] | undefined, string][] = [
    ['9.2', undefined, 'rhel/9'],
    ['9.2', ['rhel-9-for-x86_64-baseos-rpms', 'ubi-9-appstream-rpms'], 'rhel/9'],
    ['9.2', eus, 'rhel/9.2-eus'],
    ['9.2', ['rhel-9-for-x86_64-baseos-eus-source-rpms__9_DOT_2'], 'rhel/9.2-eus'],
    ['9.0', ['rhel-9-for-x86_64-baseos-e4s-rpms__9_DOT_0'], 'rhel/9.0-e4s'],
    ['8.4', ['rhel-8-for-x86_64-baseos-aus-rpms'], 'rhel/8.4-aus'],
    ['7.9', ['rhel-7-server-els-rpms'], 'rhel/7-els'],
    // Of both: the one in which more has to be mended.
    ['9.2', [...eus, 'rhel-9-for-x86_64-baseos-rpms'], 'rhel/9'],
    ['9.4', [...eus, 'rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4'], 'rhel/9'],
    // Other products say nothing about the stream of the base.
    ['9.2', [...eus, 'rhocp-4.16-for-rhel-9-x86_64-rpms'], 'rhel/9.2-eus'],
    ['9.2', ['rhocp-4.16-for-rhel-9-x86_64-rpms'], 'rhel/9'],
    ['7.9', ['rhel-7-server-ose-4.6-rpms'], 'rhel/7'],
  ];
  const curl = examplePackage('rpm', 'curl', '7.76-1.el9');
  for (const [version, repositories, partition] of cases) {
    const [lookup] = rhelVex.lookups(curl, release(version, repositories));
    assert.equal(lookup?.partition, partition, `${version} ${repositories}`);
    assert.ok(rhelVex.owns(partition));
  }
});

test('rhel-vex: a build of a later minor release is of the main stream, whatever a file of the image says', () => {
  const of = (version: string): string | undefined =>
    rhelVex.lookups(examplePackage('rpm', 'curl', version), release('9.2', eus))[0]?.partition;
  assert.equal(of('7.76-29.el9_4'), 'rhel/9');
  assert.equal(of('7.76-29.el9_4.1'), 'rhel/9');
  assert.equal(of('7.76-23.el9_2.5'), 'rhel/9.2-eus');
  assert.equal(of('7.76-20.el9_1'), 'rhel/9.2-eus');
  assert.equal(of('7.76-20.el9'), 'rhel/9.2-eus');
});

test('rhel-vex: what is said of how a distribution is judged', () => {
  const said = (distribution: Distribution): readonly (readonly [boolean, string])[] =>
    (rhelVex.remarks?.(distribution) ?? []).map(({ message, incomplete }) => [incomplete, message]);
  assert.match(said(release('9.4'))[0]?.[1] ?? '', /^no content manifest .* main stream of RHEL 9$/);
  assert.deepEqual(said(release('9.4', ['ubi-9-baseos-rpms'])), []);
  assert.match(said(release('9.2', eus))[0]?.[1] ?? '', /judged as those of RHEL 9.2 EUS/);
  const [, apart] = said(release('9.2', [...eus, 'rhocp-4.16-for-rhel-9-x86_64-rpms']));
  assert.equal(apart?.[0], true);
  assert.match(apart?.[1] ?? '', /other products too \(rhocp-4.16-for-rhel-9-x86_64-rpms\)/);
  const stream = { ...release('9'), id: 'centos', prettyName: 'CentOS Stream 9' };
  assert.match(said(stream)[0]?.[1] ?? '', /built ahead of RHEL 9/);
  assert.deepEqual(said({ ...stream, id: 'debian' }), []);
});
