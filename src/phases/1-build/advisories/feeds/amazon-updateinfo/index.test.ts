import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory } from '../../../../../../lab/fixtures/index.ts';
import { openDatabase, updatePartition } from '../../database/index.ts';
import { memoryHttp, type Served, updateOptions } from '../../database/testing/example-feed.ts';
import { examplePackage } from '../example.ts';
import { example } from './example.ts';
import { amazonUpdateinfo } from './index.ts';

test('Amazon Linux: from the list of mirrors to the bulletins', () =>
  inTemporaryDirectory(async (directory) => {
    const served = new Map<string, Served>();
    const serve = (path: string, body: string | Uint8Array): void => {
      served.set(`${amazonUpdateinfo.base}/${path}`, { body, headers: {} });
    };
    for (const [index, processor] of ['x86_64', 'aarch64'].entries()) {
      const content = example.files[index]?.content;
      const folder = `al2023/core/guids/0123abcd/${processor}`;
      serve(
        `al2023/core/mirrors/latest/${processor}/mirror.list`,
        `https://elsewhere.example/${folder}/\nhttps://b.example/x\n`,
      );
      serve(
        `${folder}/repodata/repomd.xml`,
        '<repomd><data type="updateinfo"><location href="repodata/ab-updateinfo.xml.gz"/></data></repomd>',
      );
      serve(`${folder}/repodata/ab-updateinfo.xml.gz`, gzipSync(typeof content === 'string' ? content : ''));
    }
    const database = openDatabase(directory);
    try {
      const options = updateOptions(memoryHttp(served));
      const run = () =>
        updatePartition(database, amazonUpdateinfo, 'amazon/2023', { ...options, base: amazonUpdateinfo.base });
      assert.deepEqual([(await run()).state, (await run()).state], ['updated', 'unchanged']);
      const [found] = database.partition('amazon/2023')?.advisories('openssl-libs') ?? [];
      assert.deepEqual(
        [found?.id, found?.covers, found?.ranges],
        ['ALAS2023-2030-001', ['CVE-2030-0001'], [{ fixed: '1:3.0.8-1.amzn2023.0.3' }]],
      );
      assert.deepEqual(found?.references, ['https://alas.aws.amazon.com/AL2023/ALAS-2030-001.html']);
    } finally {
      database.close();
    }
  }));

const releases: readonly [version: string, partition: string | undefined][] = [
  ['2', 'amazon/2'],
  ['2023', 'amazon/2023'],
  ['2023.5.20240701', 'amazon/2023'],
  ['2018.03', undefined],
  ['2022', undefined],
  ['constructor', undefined],
  ['', undefined],
];
for (const [version, partition] of releases) {
  test(`Amazon Linux ${version || 'of no version'}: ${partition ?? 'nobody publishes'}`, () => {
    const at = { id: 'amzn', version, like: [], path: 'x' };
    assert.equal(amazonUpdateinfo.lookups(examplePackage('rpm', 'p', '1-1'), at)[0]?.partition, partition);
    assert.equal(amazonUpdateinfo.owns(`amazon/${version}`), partition === `amazon/${version}`);
  });
}

const withExtras = (...repositories: readonly string[]) => ({
  id: 'amzn',
  version: '2',
  like: [],
  path: 'etc/os-release',
  ...(repositories.length === 0 ? {} : { repositories }),
});

test('Amazon Linux 2: extras that the image has switched on are asked besides core', () => {
  const found = examplePackage('rpm', 'docker', '20.10.1-1.amzn2');
  const asked = (...names: readonly string[]) =>
    amazonUpdateinfo.lookups(found, withExtras(...names)).map(({ partition, key }) => `${partition} ${key}`);
  assert.deepEqual(asked(), ['amazon/2 docker']);
  assert.deepEqual(asked('amzn2extra-docker', 'amzn2extra-php8.0', 'epel'), [
    'amazon/2 docker',
    'amazon/2-extra-docker docker',
    'amazon/2-extra-php8.0 docker',
  ]);
  const of2023 = { ...withExtras('amzn2extra-docker'), version: '2023' };
  assert.deepEqual(
    amazonUpdateinfo.lookups(found, of2023).map(({ partition }) => partition),
    ['amazon/2023'],
  );
  const told = (...names: readonly string[]) => amazonUpdateinfo.remarks?.(withExtras(...names)).length;
  assert.deepEqual([told(), told('epel'), told('amzn2extra-docker')], [1, 1, 0]);
  for (const partition of ['amazon/2-extra-', 'amazon/2-extra-../x', 'amazon/2023-extra-docker', 'amazon/2-extra-a/b'])
    assert.ok(!amazonUpdateinfo.owns(partition), partition);
});

/** What a server has of the extra `docker`: an index for each processor that it names. */
async function updatedExtra(indexes: Readonly<Record<string, string>>) {
  return inTemporaryDirectory(async (directory) => {
    const served = new Map<string, Served>();
    const serve = (path: string, body: string | Uint8Array): void => {
      served.set(`${amazonUpdateinfo.base}/${path}`, { body, headers: {} });
    };
    for (const [processor, index] of Object.entries(indexes)) {
      const folder = `2/extras/docker/guid/${processor}`;
      serve(`2/extras/docker/latest/${processor}/mirror.list`, `https://elsewhere.example/${folder}\n`);
      serve(`${folder}/repodata/repomd.xml`, index);
      const bulletins = String(example.files[0]?.content).replaceAll('amzn2023', 'amzn2');
      serve(`${folder}/repodata/u.xml.gz`, gzipSync(bulletins));
    }
    const database = openDatabase(directory);
    try {
      const options = { ...updateOptions(memoryHttp(served)), base: amazonUpdateinfo.base };
      const { state, problems, ...more } = await updatePartition(
        database,
        amazonUpdateinfo,
        'amazon/2-extra-docker',
        options,
      );
      return { state, problems, records: 'records' in more ? more.records : undefined };
    } finally {
      database.close();
    }
  });
}

const withBulletins = '<repomd><data type="updateinfo"><location href="repodata/u.xml.gz"/></data></repomd>';
const without = '<repomd xmlns="x"><data type="primary"><location href="repodata/p"/></data></repomd>\n';

test('Amazon Linux 2: an extra without a bulletin is one, and what is no index is refused', async () => {
  const both = await updatedExtra({ x86_64: withBulletins, aarch64: withBulletins });
  assert.ok(both.state === 'updated' && (both.records ?? 0) > 0);
  // Not each extra is built for each processor.
  assert.equal((await updatedExtra({ x86_64: withBulletins })).state, 'updated');
  const none = await updatedExtra({ x86_64: without });
  assert.deepEqual(none, {
    state: 'updated',
    records: 0,
    problems: ['There has been no bulletin about the extra docker.'],
  });
  // An extra that nobody has: whoever writes its name into an image hides nothing.
  assert.equal((await updatedExtra({})).state, 'refused');
  for (const odd of [
    '',
    '<html></html>',
    '<repomd><data type="primary">',
    '<repomd><data type="updateinfo"/></repomd>',
  ])
    assert.equal((await updatedExtra({ x86_64: odd })).state, 'refused', odd);
});
