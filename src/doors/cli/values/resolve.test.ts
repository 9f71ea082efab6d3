import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flag } from '../catalogue/flag.ts';
import { data, ledger, network } from '../catalogue/index.ts';
import { resolve } from './resolve.ts';
import { type OriginKind, originKinds, type ValueLayer, type ValueReading } from './values.ts';

const layer = (kind: OriginKind, flag: Flag, ...readings: readonly Omit<ValueReading, 'where'>[]): ValueLayer => ({
  kind,
  readings: new Map([[flag, readings.map((reading) => ({ ...reading, where: kind }))]]),
});

test('the strongest place that says anything wins, in whatever order they are given', () => {
  const places = originKinds.slice(0, 4);
  for (const [index, strongest] of places.entries()) {
    const layers = places.slice(index).map((kind, at) => layer(kind, network.timeout, { text: `${at + 1}s` }));
    const values = resolve([network.timeout], layers.toReversed());
    assert.equal(values.value(network.timeout), 1_000, strongest);
    assert.equal(values.all[0]?.origin, strongest);
  }
  assert.equal(resolve([ledger.record], []).value(ledger.record), 'on');
  assert.equal(resolve([network.timeout], []).value(network.timeout), undefined);
});

test('a switch that is on in a weaker place can be switched off', () => {
  const layers = [layer('flag', data.offline, { text: 'false' }), layer('environment', data.offline, { text: 'true' })];
  assert.equal(resolve([data.offline], layers).on(data.offline), false);
});

test('maps are merged key by key; the last of one place counts', () => {
  const layers = [
    layer('flag', data.feed, { key: 'osv', text: 'https://a.example/' }, { key: 'osv', text: 'off' }),
    layer('user file', data.feed, { key: 'osv', text: 'https://b.example/' }, { key: 'alpine', text: 'off' }),
  ];
  assert.deepEqual(
    [...resolve([data.feed], layers).map(data.feed)],
    [
      ['alpine', 'off'],
      ['osv', 'off'],
    ],
  );
});
