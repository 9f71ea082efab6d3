import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../../../core/index.ts';
import { readText } from '../../testing/documents.ts';

test('a list of package URLs, with comments and CPE names', () => {
  const { format, inventory } = readText(
    '\n# what runs there\r\npkg:npm/lodash@4.17.20\r\n  pkg:deb/debian/libssl3@3.0.1-1?distro=debian-12&upstream=openssl\ncpe:2.3:a:nginx:nginx:1.21.1:*:*:*:*:*:*:*\nPKG:npm/%40a/b@1#c\n',
  );
  assert.equal(format, 'list of package URLs');
  assert.deepEqual(
    inventory.packages.map(({ purl, source }) => [purl, source?.name]),
    [
      ['pkg:deb/debian/libssl3@3.0.1-1?distro=debian-12&upstream=openssl', 'openssl'],
      ['pkg:generic/nginx@1.21.1', undefined],
      ['pkg:npm/%40a/b@1#c', undefined],
      ['pkg:npm/lodash@4.17.20', undefined],
    ],
  );
  assert.deepEqual([inventory.distribution?.id, inventory.distribution?.version], ['debian', '12']);
});

test('a line that is none is told, and so is one that cannot be read', () => {
  const { coverage } = readText('pkg:npm/a@1\nlodash 4.17.20\npkg:%\n').inventory;
  assert.ok(isIncomplete(coverage));
  assert.match(coverage.problems.map(({ message }) => message).join('\n'), /line 2 is neither/);
  assert.equal(coverage.unidentified.length, 1);
});

for (const text of ['', '#\n', 'lodash\npkg:npm/a@1\n', 'pkg\n', 'http://example.com/pkg:npm/a\n'])
  test(`no list of package URLs: ${JSON.stringify(text)}`, () => {
    assert.throws(() => readText(text), { code: 'E_FORMAT' });
  });
