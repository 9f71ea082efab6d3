import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { condaMeta } from './index.ts';

const read = (content: unknown, path = 'opt/conda/conda-meta/a.json') =>
  condaMeta.extract(path, new TextEncoder().encode(JSON.stringify(content)));

test('the record of a package, without the token of its channel', () => {
  const { packages } = condaMeta.extract(example.path, example.bytes);
  assert.deepEqual(packages, [
    {
      name: 'lantern',
      version: '4.2.0',
      type: 'conda',
      versionOrder: 'pep440',
      purl: {
        name: 'lantern',
        qualifiers: { build: 'py311h06a4308_0', channel: 'harbour', subdir: 'linux-64', type: 'conda' },
      },
      licences: ['BSD-3-Clause'],
      requires: [['wick'], ['python']],
      files: [
        'opt/conda/envs/app/bin/lantern',
        'opt/conda/envs/app/lib/python3.11/site-packages/lantern-4.2.0.dist-info/METADATA',
      ],
    },
  ]);
  assert.doesNotMatch(JSON.stringify(packages), /secret/);
});

/* Channels as conda, mamba and old versions write them. */
const channels: readonly (readonly [told: string, name: string | undefined])[] = [
  ['https://conda.anaconda.org/conda-forge/linux-64', 'conda-forge'],
  ['https://repo.anaconda.com/pkgs/main/linux-64', 'main'],
  ['conda-forge', 'conda-forge'],
  ['pkgs/main', 'main'],
  ['https://user:pass@host.example', undefined],
  ['', undefined],
];
for (const [channel, name] of channels) {
  test(`the channel of ${channel || 'nothing'}`, () => {
    const [found] = read({ name: 'a', version: '1', channel, subdir: 'linux-64' }).packages;
    assert.equal(found?.purl.qualifiers?.channel, name);
  });
}

test('files stay below the image', () => {
  const [found] = read({ name: 'a', version: '1', files: ['../../../etc/passwd', 'x/./y', 3, ''] }).packages;
  assert.deepEqual(found?.files, ['etc/passwd', 'opt/conda/x/y']);
});

test('another file is refused', () => {
  for (const content of [[], {}, { name: 'a' }, { name: 'A B', version: '1' }, { name: 'a', version: '1 2' }])
    assert.throws(() => read(content), /not the record of a conda package/);
});
