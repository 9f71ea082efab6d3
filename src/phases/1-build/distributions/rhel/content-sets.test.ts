import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectDistribution } from '../index.ts';
import { contentManifests, contentSetsFile, readContentSets } from './content-sets.ts';

const read = (bytes: Uint8Array) => readContentSets(bytes, contentSetsFile);
const file = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

test('content sets: repositories by name, each once', () => {
  const sets = ['rhel-9-for-x86_64-baseos-rpms', 'rhel-9-for-x86_64-appstream-rpms', 'rhel-9-for-x86_64-baseos-rpms'];
  assert.deepEqual(read(file({ metadata: { icm_version: 1 }, from_dnf_hint: true, content_sets: sets })), [
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
  for (const value of odd) assert.deepEqual(read(file(value)), [], JSON.stringify(value));
  assert.deepEqual(read(Buffer.from('{"content_sets":[')), []);
  assert.deepEqual(read(Buffer.alloc(100_000, '[')), []);
  const many = Array.from({ length: 2_000 }, (_, index) => `r${index}`);
  assert.equal(read(file({ content_sets: many })).length, 500);
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

/** Files of an image of Red Hat, and the repositories that it says. */
const repositoriesIn = (files: Readonly<Record<string, Uint8Array>>, id = 'rhel'): readonly string[] | undefined => {
  const all: Readonly<Record<string, Uint8Array>> = {
    'etc/os-release': Buffer.from(`ID="${id}"\nVERSION_ID="9.2"\n`),
    ...files,
  };
  return detectDistribution((path) => all[path], new Date('2026-01-01'), Object.keys(all))?.repositories;
};

test('content manifests: those of all layers count together, beside the newer file', () => {
  const base = file({ metadata: { icm_version: 1 }, content_sets: ['ubi-9-baseos-rpms'], image_contents: [] });
  const upper = file({ content_sets: ['ubi-9-baseos-rpms', 'rhocp-4.16-for-rhel-9-x86_64-rpms'] });
  const files = {
    [`${contentManifests}/ubi9-container-9.2-755.json`]: base,
    [`${contentManifests}/ose-cli-container-v4.16.json`]: upper,
    [contentSetsFile]: file({ content_sets: ['ubi-9-appstream-rpms'] }),
  };
  assert.deepEqual(repositoriesIn(files), [
    'rhocp-4.16-for-rhel-9-x86_64-rpms',
    'ubi-9-appstream-rpms',
    'ubi-9-baseos-rpms',
  ]);
  assert.equal(repositoriesIn(files, 'fedora'), undefined);
  assert.equal(repositoriesIn({ 'root/buildinfo/other/x.json': base }), undefined, 'another folder');
  assert.deepEqual(
    repositoriesIn({ ...files, [`${contentManifests}/broken.json`]: Buffer.from('{') })?.length,
    3,
    'a broken one takes nothing away',
  );
});
