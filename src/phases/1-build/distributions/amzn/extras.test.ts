import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectDistribution } from '../index.ts';
import { extrasFile, readExtras } from './extras.ts';

const repository = (id: string, ...lines: readonly string[]): string => [`[${id}]`, ...lines, ''].join('\n');
const rows: readonly (readonly [what: string, text: string, on: readonly string[]])[] = [
  ['nothing', '', []],
  ['another file', '<html>enabled = 1</html>', []],
  [
    'one that is on',
    repository('amzn2extra-docker', 'enabled = 1', 'name = Amazon Extras repo for docker'),
    ['amzn2extra-docker'],
  ],
  ['one that is off', repository('amzn2extra-docker', 'name = x', 'enabled = 0'), []],
  ['one that does not say', repository('amzn2extra-docker', 'name = x'), []],
  [
    'several, with their sources',
    [
      repository('amzn2extra-php8.0', 'enabled=1'),
      repository('amzn2extra-php8.0-source', 'enabled=1'),
      repository('amzn2extra-php8.0-debuginfo', 'enabled=1'),
      repository('amzn2extra-BCC', 'enabled = 1'),
      repository('amzn2-core', 'enabled = 1'),
    ].join('\r\n'),
    ['amzn2extra-BCC', 'amzn2extra-php8.0'],
  ],
  ['a name that leads elsewhere', repository('amzn2extra-../../x', 'enabled = 1'), []],
];
for (const [what, text, on] of rows) {
  test(`extras of Amazon Linux 2: ${what}`, () => assert.deepEqual(readExtras(Buffer.from(text)), on));
}

test('extras count for Amazon Linux alone', () => {
  const said = (release: string): unknown => {
    const files: Readonly<Record<string, Uint8Array>> = {
      'etc/os-release': Buffer.from(release),
      [extrasFile]: Buffer.from(repository('amzn2extra-docker', 'enabled=1')),
    };
    return detectDistribution((path) => files[path], new Date('2026-01-01'))?.repositories;
  };
  assert.deepEqual(said('ID="amzn"\nVERSION_ID="2"\n'), ['amzn2extra-docker']);
  assert.equal(said('ID="centos"\nVERSION_ID="7"\n'), undefined);
});
