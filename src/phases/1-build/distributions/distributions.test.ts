import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { knownDistribution, knownDistributions, packageTypeOf } from './index.ts';
import type { KnownDistribution } from './known-distribution.ts';

/** All its dates, whatever else it says of itself. */
function datesOf({ id, title, endOfSupport }: KnownDistribution): readonly (readonly [version: string, day: string])[] {
  if (typeof endOfSupport !== 'function') return Object.entries(endOfSupport ?? {});
  const said = { id, like: [], path: 'etc/os-release' };
  return [title, `${title} Stream`].flatMap((prettyName) => Object.entries(endOfSupport({ ...said, prettyName })));
}

const compareVersions = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

test('every folder is in the list once, under the name of its id', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(knownDistributions.map(({ id }) => id).sort(), folders.map(({ name }) => name).sort());
  assert.equal(knownDistribution('toString'), undefined);
});

for (const one of knownDistributions) {
  test(`${one.id}: its days are days, later for later releases, and its own file is small and known`, () => {
    const { id, releaseFile, makerLine, own = {}, title } = one;
    assert.match(id, /^[a-z0-9._-]{1,64}$/);
    assert.match(title, /^[A-Za-z]/);
    for (const [version, day] of datesOf(one)) {
      assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day, `${id} ${version}`);
    }
    if (releaseFile) assert.match(releaseFile.path, /^etc\/[a-z_-]+$/);
    const line = makerLine && releaseFile?.read('x', `${makerLine} release 7.1 (Name)`, [{ id, start: makerLine }]);
    if (line) assert.deepEqual([line.id, line.version], [id, '7.1']);
    for (const domain of own.domains ?? []) assert.match(domain, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    for (const word of own.bugs ?? []) assert.equal(word, word.toLowerCase());
  });
}

test('releases of Alpine and Debian end in their order', () => {
  for (const id of ['alpine', 'debian']) {
    const known = knownDistribution(id);
    const days = known ? datesOf(known).toSorted(([a], [b]) => compareVersions(a, b)) : [];
    assert.ok(days.length > 5);
    assert.deepEqual(
      days.map(([, day]) => day),
      days.map(([, day]) => day).toSorted(),
    );
  }
});

const types: readonly (readonly [id: string, like: readonly string[], type: string | undefined])[] = [
  ['debian', [], 'deb'],
  ['rocky', ['rhel', 'centos', 'fedora'], 'rpm'],
  ['wolfi', [], 'apk'],
  ['mystery', ['ubuntu', 'debian'], 'deb'],
  ['mystery', [], undefined],
  ['constructor', ['__proto__'], undefined],
];

for (const [id, like, type] of types) {
  test(`${id}, like ${like.join(' ') || 'nobody'}, is made of ${type ?? 'what nobody knows'}`, () => {
    assert.equal(packageTypeOf({ id, like, path: 'etc/os-release' }), type);
  });
}
