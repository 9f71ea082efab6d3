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
