import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectDistribution } from '../index.ts';
import { contentSetsFile, readContentSets } from './content-sets.ts';

const file = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

test('content sets: repositories by name, each once', () => {
  const sets = ['rhel-9-for-x86_64-baseos-rpms', 'rhel-9-for-x86_64-appstream-rpms', 'rhel-9-for-x86_64-baseos-rpms'];
  assert.deepEqual(readContentSets(file({ metadata: { icm_version: 1 }, from_dnf_hint: true, content_sets: sets })), [
    'rhel-9-for-x86_64-appstream-rpms',
    'rhel-9-for-x86_64-baseos-rpms',
  ]);
});

test('content sets: what is no such file says nothing', () => {
  const odd = [
    null,
    [],
    {},
    { content_sets: 'x' },
    { content_sets: [7, '', 'a b', '../x', 'x'.repeat(200), '\u001b[31m'] },
  ];
  for (const value of odd) assert.deepEqual(readContentSets(file(value)), [], JSON.stringify(value));
  assert.deepEqual(readContentSets(Buffer.from('{"content_sets":[')), []);
  assert.deepEqual(readContentSets(Buffer.alloc(100_000, '[')), []);
  const many = Array.from({ length: 2_000 }, (_, index) => `r${index}`);
  assert.equal(readContentSets(file({ content_sets: many })).length, 500);
});

test('content sets: they count for Red Hat’s images alone', () => {
  const said = (release: string): unknown => {
    const files: Readonly<Record<string, Uint8Array>> = {
      'etc/os-release': Buffer.from(release),
      [contentSetsFile]: file({ content_sets: ['ubi-9-baseos-rpms'] }),
    };
    return detectDistribution((path) => files[path], new Date('2026-01-01'))?.repositories;
  };
  assert.deepEqual(said('ID="rhel"\nVERSION_ID="9.4"\n'), ['ubi-9-baseos-rpms']);
  assert.equal(said('ID=debian\nVERSION_ID="12"\n'), undefined);
});
