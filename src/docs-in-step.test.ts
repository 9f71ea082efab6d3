import assert from 'node:assert/strict';
import { existsSync as exists, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { coveragePage } from '../tools/coverage-page.ts';
import { filesBelow, root } from '../tools/house/repository.ts';
import { referencePages } from './doors/cli/index.ts';
import { reportFormats } from './report/index.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

for (const [file, expected] of [
  ...(await referencePages(reportFormats)),
  ['docs/coverage.md', coveragePage()] as const,
]) {
  test(`${file} says what the code does (npm run docs writes it)`, () => {
    assert.equal(read(file), expected);
  });
}

/** Targets of Markdown links that are files of the repository. */
function localLinks(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

test('links between the pages lead somewhere', () => {
  const pages = [
    ...filesBelow('docs').filter((file) => file.endsWith('.md')),
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
  ];
  const broken: string[] = [];
  for (const page of pages) {
    let text: string;
    try {
      text = read(page);
    } catch {
      continue;
    }
    for (const target of localLinks(text)) {
      const file = path.join(root, path.dirname(page), target);
      if (!exists(file)) broken.push(`${page} → ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('anchors that the reference links to are there', async () => {
  const pages = await referencePages(reportFormats);
  for (const [file, text] of pages) {
    for (const [, page = '', anchor = ''] of text.matchAll(/\]\(([\w-]+\.md)#([^)]+)\)/g)) {
      const headings = [...(pages.get(`docs/${page}`) ?? '').matchAll(/^#+ (.*)$/gm)].map((match) =>
        (match[1] ?? '').toLowerCase().replaceAll(' ', '-'),
      );
      assert.ok(headings.includes(anchor), `${file} links to ${page}#${anchor}`);
    }
  }
});
