import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorLine, SeaworthyError } from './errors.ts';
import { withoutPasswords } from './passwords.ts';

const masked: readonly (readonly [given: string, told: string])[] = [
  ['https://user:pw@host/path', 'https://…@host/path'],
  ['see https://token@host, then', 'see https://…@host, then'],
  ['https://user:p@ss@host:8080/a', 'https://…@host:8080/a'],
  ['git+ssh://me:pw@host/x.git', 'git+ssh://…@host/x.git'],
  ['postgres://app:pw@db.internal:5432/app?x=1', 'postgres://…@db.internal:5432/app?x=1'],
  ['"http://u:p@proxy:3128" and https://a:b@c/', '"http://…@proxy:3128" and https://…@c/'],
  ['user:pw@registry.example.com/shop/web:1', 'user:…@registry.example.com/shop/web:1'],
  ['user:pw@127.0.0.1:5000/a', 'user:…@127.0.0.1:5000/a'],
  ['not "user:pw@host:5000"', 'not "user:…@host:5000"'],
];
const kept = [
  'https://host/path@1',
  'https://host:8080/a@b/c',
  'https://host/?mail=a@b',
  'registry.example.com/shop/web:1@sha256:0123',
  'web:1@sha256:0123/x',
  'ssh://git@github.com/a/b',
  'git@github.com:a/b.git',
  'someone@example.com',
  'mailto:someone@example.com',
  'pkg:npm/%40scope/name@1.0.0',
  'signed by: someone@example.com',
];

for (const [given, told] of masked) {
  test(`passwords: ${given}`, () => {
    assert.equal(withoutPasswords(given), told);
    assert.equal(withoutPasswords(told), told);
  });
}

for (const text of kept) test(`no password: ${text}`, () => assert.equal(withoutPasswords(text), text));

test('passwords: no error carries one, wherever it stands in it', () => {
  const given = 'https://user:hunter2@host/';
  const cause = new Error(`cannot reach ${given}`);
  const error = new SeaworthyError('E_NETWORK', `no answer from ${given}`, {
    where: given,
    why: cause.message,
    next: given,
  });
  assert.doesNotMatch([errorLine(error), error.stack, JSON.stringify(error)].join('\n'), /hunter2/);
  assert.match(errorLine(error), /no answer from https:\/\/…@host\//);
});
