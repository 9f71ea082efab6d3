import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { erlangApplications } from './index.ts';

const read = (text: string) => erlangApplications.extract('lib/a-1/ebin/a.app', new TextEncoder().encode(text));

test('an application of a release', () => {
  assert.deepEqual(erlangApplications.extract(example.path, example.bytes).packages, [
    {
      name: 'lantern',
      version: '1.7.10',
      type: 'hex',
      versionOrder: 'semver',
      purl: { name: 'lantern' },
      requires: [['kernel'], ['stdlib'], ['elixir'], ['plug_light']],
    },
  ]);
});

test('those of OTP and Elixir themselves are not of Hex', () => {
  assert.equal(read('{application, ssh, [{vsn, "5.1.2"}]}.').packages[0]?.type, 'otp');
  assert.equal(read('{application, logger, [{vsn, "1.14.0"}]}.').packages[0]?.type, 'otp');
});

test('what is no resource file is refused, in time', () => {
  for (const text of [
    '',
    '{application, a, []}.',
    '{vsn, "1"}',
    '% {application,a,[{vsn,"1"}]}',
    '{application,a,['.repeat(20_000),
    '"'.repeat(300_001),
    '\\"'.repeat(300_000),
    '{applications,['.repeat(60_000),
    '{ '.repeat(200_000),
  ])
    assert.throws(() => read(text), { code: 'E_FORMAT' }, text.slice(0, 30));
});
