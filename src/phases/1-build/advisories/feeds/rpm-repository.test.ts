import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexAt } from './rpm-repository.ts';

const data = (type: string, href: string): string =>
  `<data type="${type}"><checksum type="sha256">ab</checksum><location href="${href}"/><size>1</size></data>`;
const repomd = (...entries: string[]): string =>
  `<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>${entries.join('')}</repomd>`;

const cases: readonly [title: string, text: string, path: string | undefined][] = [
  [
    'the entry of its type',
    repomd(data('primary', 'repodata/p.xml.gz'), data('updateinfo', 'repodata/u.xml.gz'), data('other', 'repodata/o')),
    '9/os/repodata/u.xml.gz',
  ],
  [
    'another packing beside it',
    repomd(data('updateinfo_zck', 'repodata/u.zck'), data('updateinfo', 'repodata/u')),
    '9/os/repodata/u',
  ],
  ['no bulletins', repomd(data('primary', 'repodata/p.xml.gz')), undefined],
  ['an entry without an address', repomd('<data type="updateinfo"></data>', data('other', 'repodata/o')), undefined],
  ['another document', '<html></html>', undefined],
  ['nothing', '', undefined],
];
for (const [title, text, path] of cases) {
  test(`an index of a repository with ${title}`, () => {
    const index = indexAt('9/os');
    assert.equal(index.name(text, index.path), path);
  });
}
