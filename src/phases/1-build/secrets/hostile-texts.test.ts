import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretDetectors } from './detectors/index.ts';
import { secretScanner } from './secret-scanner.ts';

const scanner = secretScanner({ key: Buffer.from('a key for tests') });
const size = 1_000_000;
const filled = (part: string): string => part.repeat(Math.ceil(size / part.length)).slice(0, size);

/** Texts of detectors that almost are what they look for, as many as one file of a megabyte holds many times. */
const nearMisses = secretDetectors.map(
  ({ examples, keywords }) => `${(examples()[0] ?? '').slice(0, -2)} ${keywords[0]}`,
);
const hostile: readonly (readonly [string, string])[] = [
  ...Array.from(
    { length: 8 },
    (_, share) =>
      [`near misses, part ${share + 1}`, filled(nearMisses.filter((_miss, at) => at % 8 === share).join(' '))] as const,
  ),
  ['one line of keywords', filled(secretDetectors.flatMap(({ keywords }) => keywords).join(''))],
  ['names without values', filled('password secret api_key token ')],
  ['names and signs', filled('password := ')],
  ['one character', filled('a')],
  ['a stretch of base64', filled('QWxhZGRpbjpvcGVuIHNlc2FtZQ')],
  ['begins of keys', filled('-----BEGIN RSA PRIVATE KEY-----\nMII')],
  ['begins of tokens', filled('eyJhbGciOiJIUzI1NiJ9.')],
  ['addresses', filled('://aaaaaaaaaaaaaaaa:bbbbbbbbbbbbbbbbbbbbb')],
  ['text of a shell', filled('curl -u a:b -H "Authorization: ')],
];

for (const [name, text] of hostile) {
  test(`secrets: a megabyte of ${name} takes less than a second`, () => {
    const bytes = Buffer.from(text);
    const before = process.cpuUsage();
    scanner.scan('etc/app.conf', bytes);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1_000_000, `${(user + system) / 1_000} ms`);
  });
}
