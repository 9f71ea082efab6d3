import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Digest } from '../../../core/index.ts';
import { chainIdOf, emptyLayer } from './chain-ids.ts';
import { claimedBase } from './claimed-base.ts';
import { readKnownBases } from './read-known-bases.ts';

const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;
const read = (value: unknown) => readKnownBases(Buffer.from(JSON.stringify(value)), 'bases.json');

test('a list of bases has their layers, or the chain id of them', () => {
  const diffIds = [digest('a'), digest('b')];
  const created = '2026-01-01T00:00:00Z';
  const chainId = chainIdOf(diffIds);
  const bases = [
    { name: 'debian:12', digest: digest('d'), diffIds, created },
    { name: 'debian:bookworm', chainId },
    { name: 'nothing', diffIds: [] },
    { name: 'nothing in it', diffIds: [emptyLayer] },
  ];
  assert.deepEqual(read({ bases }), [
    { name: 'debian:12', digest: digest('d'), chainId, created, source: 'bases.json' },
    { name: 'debian:bookworm', chainId, source: 'bases.json' },
  ]);
});

test('a list that is not one is refused whole', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [[], 'E_FORMAT'],
    [{}, 'E_FORMAT'],
    [{ bases: {} }, 'E_FORMAT'],
    [{ bases: [{ diffIds: [] }] }, 'E_FORMAT'],
    [{ bases: [{ name: 'x' }] }, 'E_FORMAT'],
    [{ bases: [{ name: 'x', diffIds: ['sha256:1'] }] }, 'E_DIGEST'],
    [{ bases: [{ name: 'x', chainId: 'md5:1' }] }, 'E_DIGEST'],
    [{ bases: [{ name: 'x', diffIds: Array(1_001).fill(emptyLayer) }] }, 'E_LIMIT'],
  ];
  for (const [value, code] of cases) assert.throws(() => read(value), { code }, JSON.stringify(value).slice(0, 60));
});

test('labels of the base are read, and only what they can mean', () => {
  const name = 'org.opencontainers.image.base.name';
  const key = 'org.opencontainers.image.base.digest';
  assert.deepEqual(claimedBase({ [name]: ' debian:12 ', [key]: digest('d') }), {
    name: 'debian:12',
    digest: digest('d'),
  });
  assert.deepEqual(claimedBase({ [name]: 'debian:12', [key]: 'latest' }), { name: 'debian:12' });
  for (const labels of [{}, { [name]: '' }, { [name]: 'x'.repeat(501) }, { [key]: 'sha256:0' }, { other: 'debian' }])
    assert.equal(claimedBase(labels), undefined);
});
