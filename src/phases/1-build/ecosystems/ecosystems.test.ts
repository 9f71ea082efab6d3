import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Package } from '../../../core/index.ts';
import { versionOrder } from '../../../foundations/versions/index.ts';
import { knownDistributions } from '../distributions/index.ts';
import { type Ecosystem, ecosystemOf, ecosystems, extractors, isSystemType } from './index.ts';

const found = (type: string, name: string): Package => ({
  id: name,
  name,
  version: '1.0',
  purl: `pkg:${type}/${name}@1.0`,
  type,
  versionOrder: 'semver',
  licences: [],
  path: 'some/file',
  paths: ['some/file'],
  files: [],
  foundBy: 'nobody',
});

test('every folder is in the list once, under the name of its purl type', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'testing',
  );
  assert.deepEqual(ecosystems.map(({ type }) => type).sort(), folders.map(({ name }) => name).sort());
});

test('what distributions are made of are packages of systems', () => {
  for (const { id, packageType } of knownDistributions)
    if (packageType !== undefined) assert.ok(isSystemType(packageType), id);
});

test('an unknown type is nobody’s, also one that every object has', () => {
  for (const type of ['', 'none', 'toString', '__proto__']) {
    assert.equal(ecosystemOf(type), undefined);
    assert.equal(isSystemType(type), false);
  }
});

test('titles, extractors and names at OSV are told once', () => {
  // What is known there by other names (`knownAs`) is looked up in an ecosystem of somebody else's.
  const osv = ecosystems.flatMap(({ osv: one }) => (one === undefined || one.knownAs !== undefined ? [] : [one.name]));
  for (const all of [ecosystems.map(({ title }) => title), extractors.map(({ id }) => id), osv]) {
    assert.equal(new Set(all).size, all.length, all.join(', '));
  }
});

const claims: Readonly<Record<string, (one: Ecosystem) => void>> = {
  'says what it is': ({ type, title }) => {
    assert.match(type, /^[a-z][a-z0-9.+-]*$/);
    assert.match(title, /^[A-Z.][^\n]{3,79}$/);
  },
  'is compared by an order that there is': ({ versionOrder: id, extractors: own = [] }) => {
    if (id !== undefined) assert.ok(versionOrder(id), id);
    if (own.length > 0) assert.ok(id, 'what is read is compared');
  },
  'is found by what it leaves': ({ traces = [], type }) => {
    for (const { places, types, reach, what } of traces) {
      assert.ok(places.length > 0, what);
      for (const place of places) assert.doesNotMatch(place, /^\/|\/\/|\*[^/]*\*/, `${what}: ${place}`);
      if (types === undefined) assert.equal(reach, undefined, `${what}: how far does which package reach?`);
      else assert.ok(types.includes(type), what);
    }
  },
  'names one package in one way': ({ osv }) => {
    if (osv === undefined) return;
    for (const name of ['a', 'A-b_c.d', '@Scope/name', 'Example.org/x/Y', 'group:artifact']) {
      const once = osv.normalise(name);
      assert.equal(osv.normalise(once), once, name);
    }
  },
  'says how to upgrade, with the name and the version': ({ upgrade }) => {
    if (upgrade === undefined) return;
    const told = upgrade('some-{version}-name', '1.2.3');
    assert.match(told, /^[A-Z].*\.$/);
    assert.ok(told.includes('some-{version}-name') && told.includes('1.2.3'), told);
  },
  'suggests no command with words that are more than words': ({ type, askImage }) => {
    for (const word of ['$(id)', '-v', 'a b', "'x'", '', '|x', '`id`', '1;x']) {
      assert.equal(askImage?.(found(type, word), 'image:1'), undefined, word);
      assert.equal(askImage?.(found(type, 'name'), word), undefined, word);
    }
  },
  'tells of a package without code what it holds': ({ codeFree = [] }) => {
    for (const { name, why } of codeFree) assert.match(`${name} ${why}`, /^[a-z0-9-]+ holds .*[a-z]$/);
  },
};

for (const one of ecosystems) {
  test(`${one.type} keeps what an ecosystem claims`, () => {
    for (const [claim, check] of Object.entries(claims)) {
      try {
        check(one);
      } catch (error) {
        throw new Error(`${one.type} ${claim}: ${error}`, { cause: error });
      }
    }
  });
}
