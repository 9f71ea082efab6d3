import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Digest, ImageBuild } from '../../../core/index.ts';
import { chainIdOf, chainIds, emptyLayer } from './chain-ids.ts';
import type { KnownBase } from './known-base.ts';
import { tellBase } from './tell-base.ts';

const digest = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const ids = (text: string): Digest[] => [...text].map((one) => (one === '-' ? emptyLayer : digest(one)));

/** A known image, its layers as letters, `-` for an empty one. */
function known(name: string, layers: string, manifest = name): KnownBase {
  return { name, digest: digest(manifest), chainId: chainIdOf(ids(layers)) ?? digest('nothing'), source: 'list' };
}
const build = (layers: string, rest: Partial<ImageBuild> = {}): ImageBuild => ({ diffIds: ids(layers), ...rest });
const self = digest('self');

test('a chain id names layers with all below them, as the specification says', () => {
  const [a, b, c] = ids('abc') as [Digest, Digest, Digest];
  const ab = digest(`${a} ${b}`);
  assert.deepEqual(chainIds([a, b, c]), [a, ab, digest(`${ab} ${c}`)]);
  assert.deepEqual(chainIds([]), []);
  assert.equal(chainIdOf(ids('--')), undefined);
  assert.equal(createHash('sha256').update(Buffer.alloc(1024)).digest('hex'), emptyLayer.slice('sha256:'.length));
});

test('a base is proven by a prefix of the layers, and by nothing less', () => {
  const debian = known('debian:12', 'a');
  const python = known('python:3', 'ab');
  const cases: readonly (readonly [string, string, KnownBase[], readonly [string, number] | undefined])[] = [
    ['a prefix', 'abc', [debian], ['debian:12', 1]],
    ['the longest', 'abc', [debian, python], ['python:3', 2]],
    ['all layers', 'ab', [debian, python], ['python:3', 2]],
    ['two tags', 'abc', [known('python:3', 'ab', 'p'), known('python:3.12', 'ab', 'p')], ['python:3, python:3.12', 2]],
    ['one tag twice', 'abc', [python, python], ['python:3', 2]],
    ['a layer in another place', 'ba', [debian], undefined],
    ['the same last layer on another', 'xb', [python], undefined],
    ['a base with more layers', 'a', [python], undefined],
    ['an empty layer that both have', '-c', [known('scratch-like', '-')], undefined],
    ['an empty layer above the base', 'a-c', [debian], ['debian:12', 1]],
    ['no layers', '', [debian, known('nothing', '')], undefined],
    ['nothing known', 'abc', [], undefined],
    ['only itself', 'abc', [known('self', 'abc')], undefined],
    ['itself and its base', 'abc', [known('self', 'abc'), debian], ['debian:12', 1]],
  ];
  for (const [says, layers, bases, expected] of cases) {
    const base = tellBase(build(layers), self, bases);
    assert.deepEqual(base && [base.names.join(', '), base.layers], expected, says);
    assert.ok(base === undefined || base.certainty === 'proven', says);
  }
});

test('two images of the same layers have no digest in common that could be told', () => {
  const bases = [known('a', 'a'), known('b', 'a')];
  const base = tellBase(build('ab'), self, bases);
  assert.deepEqual([base?.names, base?.digest], [['a', 'b'], undefined]);
});

test('a label is a claim, and layers have the last word', () => {
  const debian = known('debian:12', 'a');
  const other = known('golden:1', 'xy');
  const guessedBase = { layers: 1, why: 'CMD' };
  const cases: readonly (readonly [string, Partial<ImageBuild>, KnownBase[], boolean, readonly unknown[]])[] = [
    ['a claim', { claimedBase: { name: 'x' } }, [], false, ['claimed', 'x', undefined, undefined]],
    ['a claim and a guess', { claimedBase: { name: 'x' }, guessedBase }, [], false, ['claimed', 'x', 1, undefined]],
    ['a digest alone', { claimedBase: { digest: digest('q') } }, [], false, ['claimed', '', undefined, undefined]],
    [
      'the truth',
      { claimedBase: { name: 'docker.io/library/debian:12' } },
      [debian],
      false,
      ['proven', 'debian:12', 1, undefined],
    ],
    [
      'the truth, by the digest of an index',
      { claimedBase: { name: 'debian:12', digest: digest('index') } },
      [debian],
      false,
      ['proven', 'debian:12', 1, undefined],
    ],
    ['another name', { claimedBase: { name: 'golden:1' } }, [debian], false, ['proven', 'debian:12', 1, 'golden:1']],
    [
      'another digest under the right name',
      { claimedBase: { name: 'debian:12', digest: digest('golden:1') } },
      [debian, other],
      false,
      ['proven', 'debian:12', 1, `debian:12@${digest('golden:1')}`],
    ],
    ['a lie', { claimedBase: { digest: digest('golden:1') } }, [other], false, undefined as unknown as []],
    [
      'a lie and a guess',
      { claimedBase: { name: 'golden:1', digest: digest('golden:1') }, guessedBase },
      [other],
      false,
      ['guessed', '', 1, `golden:1@${digest('golden:1')}`],
    ],
    [
      'a lie that the ledger knows',
      { claimedBase: { name: 'g', digest: digest('g') }, guessedBase },
      [],
      true,
      ['guessed', '', 1, `g@${digest('g')}`],
    ],
    ['nothing', {}, [], false, undefined as unknown as []],
  ];
  for (const [says, rest, bases, disproven, expected] of cases) {
    const base = tellBase(build('abc', rest), self, bases, disproven);
    const told = base && [base.certainty, base.names.join(), base.layers, base.disputed];
    assert.deepEqual(told, expected, says);
  }
});
