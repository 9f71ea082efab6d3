import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

test('-o template=FILE reads the file and prints; it writes over nothing', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'own.liquid');
    writeFileSync(file, 'kind: {{ report.subject.kind }}');
    const host = fakeHost({ workingFolder: folder, report: sampleReport([]) });
    assert.equal(await cli(['scan', 'x', '-o', 'template=own.liquid'], host), 0);
    assert.equal(host.printed(), 'kind: files\n');
    const again = fakeHost({ workingFolder: folder, report: sampleReport([]) });
    assert.equal(await cli(['scan', 'x', '-o', 'template=own.liquid', '-o', 'json=r.json'], again), 0);
    assert.equal(again.printed(), 'kind: files\n');
    assert.ok(existsSync(join(folder, 'r.json')));
  }));

test('a template that is not there, or is none, is refused before anything is looked at', () =>
  inTemporaryDirectory(async (folder) => {
    writeFileSync(join(folder, 'bad.liquid'), '{% for %}');
    for (const [name, code] of [
      ['none.liquid', 'E_TARGET_NOT_FOUND'],
      ['bad.liquid', 'E_FORMAT'],
    ] as const) {
      const scan = async () => assert.fail('it was scanned');
      const host = fakeHost({ workingFolder: folder, flows: { scan } });
      assert.equal(await cli(['scan', 'x', '-o', `template=${name}`], host), 1);
      assert.match(host.said(), new RegExp(`\\[${code}\\]`));
    }
    const two = fakeHost({ workingFolder: folder });
    writeFileSync(join(folder, 'own.liquid'), 'x');
    assert.equal(await cli(['scan', 'x', '-o', 'template=own.liquid', '-o', 'json'], two), 2);
  }));
