import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkBetween } from './link-between.ts';

const links: readonly (readonly [from: string, to: string, link: string])[] = [
  ['/out/voyage.html', '/out/report.html', './report.html'],
  ['/out/pages/voyage.html', '/out/report.html', '../report.html'],
  ['/out/voyage.html', '/out/app/re port#1?.html', './app/re%20port%231%3F.html'],
  ['/out/voyage.html', '/out/javascript:alert(1)', './javascript%3Aalert(1)'],
  ['/out/voyage.html', '/out/"><script>', './%22%3E%3Cscript%3E'],
  ['/out/voyage.html', '/out/%2e', './%252e'],
];

for (const [from, to, link] of links) {
  test(`${from} links to ${to} by ${link}`, () => {
    assert.equal(linkBetween(from, to), link);
    assert.equal(decodeURIComponent(new URL(link, `file://${from}`).pathname), to);
  });
}
