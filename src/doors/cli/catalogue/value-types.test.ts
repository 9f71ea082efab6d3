import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choice, count, duration, feedAddress, hostPort, maker, platform, size, text } from './value-types.ts';

test('values that are well formed', () => {
  assert.equal(size.parse('512MiB'), 512 * 1024 * 1024);
  assert.equal(size.parse('1.5 GiB'), 1.5 * 1024 ** 3);
  assert.equal(size.parse('1048576'), 1_048_576);
  assert.equal(duration.parse('250ms'), 250);
  assert.equal(duration.parse('24h'), 86_400_000);
  assert.equal(count('N', 1).parse('12'), 12);
  assert.deepEqual(platform.parse('linux/arm64/v8'), { os: 'linux', architecture: 'arm64', variant: 'v8' });
  assert.deepEqual(platform.parse('linux/amd64'), { os: 'linux', architecture: 'amd64' });
  assert.equal(hostPort.parse('Registry.Example:5000'), 'registry.example:5000');
  assert.equal(feedAddress.parse('file:///srv/x'), 'file:///srv/x');
  assert.equal(choice('X', ['a', 'b']).parse('b'), 'b');
  assert.deepEqual(maker.parse('Shop Ltd'), { name: 'Shop Ltd' });
  assert.deepEqual(maker.parse('Shop Ltd <sbom@shop.example>'), { name: 'Shop Ltd', email: 'sbom@shop.example' });
  assert.deepEqual(maker.parse('Shop Ltd <https://shop.example/>'), { name: 'Shop Ltd', url: 'https://shop.example/' });
  assert.deepEqual(maker.parse('Person: Mara <m@shop.example>'), {
    name: 'Mara',
    email: 'm@shop.example',
    isPerson: true,
  });
});

test('values that are not', () => {
  const wrong = [
    [size, ['', '0', '1GB', '-1', '1e9', 'MiB', '99999999999999TiB', '1.2.3MiB']],
    [duration, ['', '0s', '5', '1.5h', '5 m', '-1s', '1w']],
    [count('N', 1), ['', '0', '-1', '1.5', '1e3', '99999999999999999999']],
    [platform, ['', 'linux', 'linux/', '/amd64', 'Linux/amd64', 'a/b/c/d']],
    [hostPort, ['', 'http://x', 'x/y', 'x:y', 'user@x', '-x', 'x:123456']],
    [
      feedAddress,
      ['', 'on', 'ftp://x', '/srv/x', 'https://user:pass@x/', 'https://x/a?token=b', 'file:///x#y', 'javascript:1'],
    ],
    [choice('X', ['a', 'b']), ['', 'c', 'A']],
    [maker, ['', '<a@b>', 'A <b>', 'A <a@b', 'A <ftp://b>', 'A <a@b> C', `${'x'.repeat(201)}`, ' ']],
    [text('X'), ['']],
  ] as const;
  for (const [type, texts] of wrong) {
    for (const given of texts) assert.throws(() => type.parse(given), Error, `${type.placeholder} ${given}`);
  }
});
