import assert from 'node:assert/strict';
import { test } from 'node:test';
import { data, flags, network, output } from '../catalogue/index.ts';
import { environmentLayer, unknownVariables } from './environment-layer.ts';
import { resolve } from './resolve.ts';

const read = (env: Record<string, string>) => resolve(flags, [environmentLayer(env)]);

test('variables of every form', () => {
  const values = read({
    SEAWORTHY_OFFLINE: '1',
    SEAWORTHY_REFRESH: '',
    SEAWORTHY_TIMEOUT: '2m',
    SEAWORTHY_OUTPUT: 'table, json=x.json',
    SEAWORTHY_FAIL_ON: 'high,fixable; exploited',
    SEAWORTHY_INSECURE_PLAIN_HTTP: 'Localhost:5000,[::1]:80',
    SEAWORTHY_FEED_ALPINE: 'file:///srv/alpine',
    SEAWORTHY_FEED_DEBIAN_TRACKER: 'off',
  });
  assert.equal(values.on(data.offline), true);
  assert.equal(values.on(data.refresh), false);
  assert.equal(values.value(network.timeout), 120_000);
  assert.equal(values.list(output.output).length, 2);
  assert.deepEqual(
    values.list(output.failOn).map((list) => list.length),
    [2, 1],
  );
  assert.deepEqual(values.list(network.plainHttp), ['localhost:5000', '[::1]:80']);
  assert.deepEqual(
    [...values.map(data.feed)],
    [
      ['alpine', 'file:///srv/alpine'],
      ['debian-tracker', 'off'],
    ],
  );
});

test('a value that is not understood names its variable', () => {
  assert.throws(() => read({ SEAWORTHY_OFFLINE: 'maybe' }), { code: 'E_USAGE', where: 'SEAWORTHY_OFFLINE' });
});

test('a variable that means nothing is told, with what it may have been meant to be', () => {
  assert.deepEqual(unknownVariables({ SEAWORTHY_OFLINE: '1', SEAWORTHY_FEED_X: 'off', HOME: '/' }), [
    'the environment variable SEAWORTHY_OFLINE means nothing; did you mean SEAWORTHY_OFFLINE?',
  ]);
});
