import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inTemporaryDirectory, layer, ociLayout, tarHeader } from '../../../../lab/fixtures/index.ts';

/* Of Linux: the peak that getrusage tells is that of the process it was forked from as well. */

const skip = existsSync('/proc/self/status') ? false : 'no /proc here';

/* What a layer of very many files costs, by what the system says of a process that reads nothing else. */

const files = 300_000;
/** For the program itself, and for each file. */
const most = 110 * 1024 * 1024 + files * 260;

test('three hundred thousand files: some hundred bytes each, and all of them are in the tree', { skip }, () =>
  inTemporaryDirectory(async (folder) => {
    const headers = Array.from({ length: files }, (_, at) =>
      tarHeader({ name: `usr/share/folder-${Math.floor(at / 100)}/some-file-name-${at}.txt` }),
    );
    await ociLayout(folder, { layers: [layer(Buffer.concat([...headers, Buffer.alloc(1024)]))] });
    const room = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
    const script = `
      (await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1');
      const { openTarget, EntryList, FileTree } = await import(${room('../../../foundations/images/index.ts')});
      const { defaultLimits: limits } = await import(${room('../../../core/index.ts')});
      const image = await openTarget(${JSON.stringify(`oci:${join(folder)}`)}, { limits });
      const entries = new EntryList();
      await image.layers[0].walk({ entry: (entry) => (entries.add(entry), 'skip'), body: () => {} }, { limits });
      const tree = FileTree.merge([entries], limits);
      let count = 0;
      for (const file of tree.files()) if (file.path.endsWith('.txt')) count++;
      console.log(JSON.stringify([count, Number(/VmHWM:\\s+(\\d+)/.exec((await import('node:fs')).readFileSync('/proc/self/status', 'utf8'))[1]) * 1024]));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    const [count, memory] = JSON.parse(stdout) as [number, number];
    assert.equal(count, files);
    assert.ok(memory <= most, `${Math.round(memory / 1024 / 1024)} MiB`);
  }),
);
