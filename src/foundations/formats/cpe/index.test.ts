import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCpe } from './index.ts';

const cases: readonly (readonly [string, object | undefined])[] = [
  ['cpe:2.3:a:nginx:nginx:1.21.1:*:*:*:*:*:*:*', { vendor: 'nginx', product: 'nginx', version: '1.21.1' }],
  ['cpe:2.3:a:nginx:nginx:1.21.1', { vendor: 'nginx', product: 'nginx', version: '1.21.1' }],
  ['cpe:2.3:a:nginx:nginx', { vendor: 'nginx', product: 'nginx' }],
  ['cpe:2.3:a:nginx:nginx:*:*', { vendor: 'nginx', product: 'nginx' }],
  ['cpe:2.3:o:debian:debian_linux:-', { vendor: 'debian', product: 'debian_linux' }],
  ['cpe:2.3:a:a\\:b:c\\+\\+:1\\:2', { vendor: 'a:b', product: 'c++', version: '1:2' }],
  ['cpe:/a:openssl:openssl:1.1.1l', { vendor: 'openssl', product: 'openssl', version: '1.1.1l' }],
  ['cpe:/a:b:c%2b%2b', { vendor: 'b', product: 'c++' }],
  ['CPE:2.3:A:b:c:1', { vendor: 'b', product: 'c', version: '1' }],
  ['cpe:2.3:a:b', undefined],
  ['cpe:2.3:a:b:*:1', undefined],
  ['cpe:2.3:x:b:c', undefined],
  ['cpe:/a', undefined],
  ['pkg:npm/a', undefined],
  [`cpe:2.3:a:b:${'c'.repeat(2000)}`, undefined],
];
for (const [text, said] of cases)
  test(`CPE name: ${text.slice(0, 60)}`, () => {
    assert.deepEqual(readCpe(text), said);
  });
