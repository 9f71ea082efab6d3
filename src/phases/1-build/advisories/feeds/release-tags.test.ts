import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../feed.ts';
import { checkedTags } from './release-tags.ts';

const fix = (version: string): FeedRecord => ({
  kind: 'advisory',
  key: 'a',
  advisory: {
    id: version,
    aliases: [],
    covers: [],
    package: 'a',
    status: 'affected',
    ranges: version === '' ? [] : [{ fixed: version }],
    versions: [],
    cvss: [],
    references: [],
  },
});
const walked = (...versions: readonly string[]): number => {
  const parsed = { records: versions.map(fix), problems: ['p'], date: '2030-01-01' };
  const checked = checkedTags(parsed, { wanted: 'fc43', form: /\.(fc\d+)/ });
  assert.deepEqual([checked.problems, checked.date], [['p'], '2030-01-01']);
  return [...checked.records].length;
};

test('a file of another release is refused', () => {
  for (const versions of [['1-1.fc42'], ['1-1.fc4'], ['1-1.fc42', '1-2.fc42', '1-1.fc43']])
    assert.throws(() => walked(...versions), { code: 'E_FEED', message: /are of fc42? and not of fc43$/ });
});

test('slips of the publisher, and versions without a tag, refuse nothing', () => {
  assert.equal(walked('1-1.fc43', '1-1.fc43', '1-1.fc42'), 3);
  assert.equal(walked('1-1.fc43', '1-1.fc42'), 2);
  assert.equal(walked('1-1', '', '1-1.el9'), 3);
  assert.equal(walked(), 0);
});

const example: Readonly<Record<string, { readonly at: string; readonly tag: RegExp; readonly other: string }>> = {
  'azurelinux/3.0': { at: 'azure-linux', tag: /\.azl3/g, other: '.azl4' },
  'fedora/43': { at: 'fedora-updateinfo', tag: /\.fc43/g, other: '.fc42' },
  'rocky/9': { at: 'rocky-updateinfo', tag: /\bel9/g, other: 'el8' },
  'amazon/2023': { at: 'amazon-updateinfo', tag: /\.amzn2023/g, other: '.amzn2' },
  'photon/5.0': { at: 'photon-cve', tag: /\.ph5/g, other: '.ph4' },
};
for (const [partition, { at, tag, other }] of Object.entries(example))
  test(`${at}: the file of another release is refused`, async () => {
    const { feeds } = await import('./index.ts');
    const { example: given } = await import(`./${at}/example.ts`);
    const feed = feeds.find(({ id }) => id === at);
    assert.ok(feed);
    await feed.prepare?.();
    const parse = (change: (text: string) => string): number => {
      const files = given.files.map(({ path, content }: { path: string; content: string | Uint8Array }) => ({
        path,
        bytes: Buffer.from(change(String(content))),
      }));
      return [...feed.parse(partition, files).records].length;
    };
    assert.ok(parse((text) => text) > 0);
    assert.throws(() => parse((text) => text.replace(tag, other)), { code: 'E_FEED', message: /most of its versions/ });
  });
