import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inScratchCopy } from '../fixtures/index.ts';
import { additions } from './index.ts';

/* One more of each kind, added as its page says, in a copy of the sources: what the page promises is enough. */

const root = join(import.meta.dirname, '../..');

for (const { what, page, folder, files, lines, tests, given = {}, works } of additions) {
  test(`to add ${what} takes what its page says`, async () => {
    assert.ok(existsSync(join(root, page)), page);
    const text = readFileSync(join(root, page), 'utf8');
    for (const place of [folder, ...lines.map(({ file, named }) => named ?? file)])
      assert.ok(text.includes(`\`${place}\``), `${page} does not name ${place}`);
    for (const file of Object.keys(files)) {
      const pattern = new RegExp(`^${folder.replace(/[.]/g, '\\.').replace(/ID|TYPE|KIND|NAME/g, '[a-z0-9-]+')}`);
      assert.match(file, pattern, `${page} says that files lie in ${folder}`);
    }
    await inScratchCopy(async (copy) => {
      for (const [file, content] of Object.entries({ ...files, ...given })) await copy.write(file, content);
      for (const { file, from, to } of lines) await copy.replace(file, from, to);
      for (const { file, says } of tests) {
        const ended = await copy.test(file);
        assert.equal(ended.code, 0, ended.said.slice(-4_000));
        assert.match(ended.said, says, file);
      }
      if (works) assert.match((await copy.run(...works.words)).said, works.prints);
    });
  });
}
