import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { flowsOnDemand } from '../../../../flows/on-demand.ts';
import { cli } from '../../run.ts';
import { fakeHost } from '../../testing/fake-host.ts';

const bad = 'FROM alpine:3.20\nADD a.js /srv/\n';

async function run(folder: string, ...words: readonly string[]) {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const host = fakeHost({
      workingFolder: folder,
      flows: flowsOnDemand,
      env: { XDG_DATA_HOME: folder, HOME: folder },
    });
    const code = await cli(['lint', ...words], host);
    return { code, out: host.printed(), err: host.said() };
  } finally {
    process.chdir(before);
  }
}

test('lint writes reports, and with --diff or --fix what is mended', async () => {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, bad);
    await run(folder, 'Dockerfile', '-o', 'json=report.json', '-o', 'sarif=report.sarif');
    assert.ok(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).findings.length > 0);
    assert.ok(JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')).runs.length > 0);

    const shown = await run(folder, 'Dockerfile', '--diff');
    assert.match(shown.out, /^--- a\/Dockerfile\n[\s\S]*^\+COPY a\.js \/srv\/$[\s\S]*1 file to rewrite/m);
    assert.equal(shown.code, 0);
    const both = await run(folder, 'Dockerfile', '--diff', '--fix', '-o', 'json=mended.json');
    assert.deepEqual([both.code, readFileSync(file, 'utf8')], [0, bad]);
    const told = JSON.parse(readFileSync(join(folder, 'mended.json'), 'utf8')) as { files: { state: string }[] };
    assert.deepEqual(
      told.files.map(({ state }) => state),
      ['proposed'],
    );

    // A form that it does not have is refused before anything is written.
    assert.equal((await run(folder, 'Dockerfile', '--fix', '-o', 'sarif')).code, 2);
    assert.equal((await run(folder, 'Dockerfile', '--fix-also', 'all')).code, 2);
    assert.equal(readFileSync(file, 'utf8'), bad);

    const { code, out } = await run(folder, 'Dockerfile', '--fix', '--fail-on', 'low');
    assert.match(out, /1 file rewritten/);
    // What is left ends it as ever.
    assert.equal(code, 3);
    assert.equal(readFileSync(file, 'utf8'), bad.replace('ADD', 'COPY'));
    assert.match((await run(folder, 'Dockerfile', '--fix')).out, /no file is rewritten/);
  });
});
