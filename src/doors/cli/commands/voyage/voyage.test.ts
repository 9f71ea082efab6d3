import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { phases, type Voyage } from '../../../../core/index.ts';
import { cli } from '../../run.ts';
import { type FakeOptions, fakeHost } from '../../testing/fake-host.ts';

const told: Voyage = {
  schemaVersion: '1.0',
  tool: { name: 'seaworthy', version: '1.2.3' },
  created: '2026-03-01T00:00:00.000Z',
  subject: `sha256:${'a'.repeat(64)}`,
  names: ['app:1.4'],
  others: [],
  integrity: { ok: true, checked: 3, problems: [], more: 0 },
  phases: phases.map((phase) => ({ phase, events: [] })),
  unplaced: [],
  untold: 0,
  open: [],
};

const damaged: Voyage = { ...told, integrity: { ok: false, checked: 3, problems: ['record 2: altered'], more: 0 } };

async function run(line: string, found: Voyage, more: FakeOptions = {}) {
  const asked: unknown[] = [];
  const host = fakeHost({
    flows: {
      voyage: async (image, _settings, options) => {
        asked.push(image, options);
        return found;
      },
    },
    ...more,
  });
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed(), err: host.said(), asked };
}

test('text, or JSON; what is asked for reaches the flow', async () => {
  const text = await run('voyage app:1.4', told);
  assert.deepEqual([text.code, text.err, text.asked], [0, '', ['app:1.4', { oldAfter: 5 * 86_400_000 }]]);
  assert.match(text.out, /^app:1\.4\n/);
  const json = await run('voyage app:1.4 --json --db-max-age-warning 1d', told);
  assert.deepEqual([json.code, JSON.parse(json.out), json.asked[1]], [0, told, { oldAfter: 86_400_000 }]);
});

test('a page besides, in a file', () =>
  inTemporaryDirectory(async (workingFolder) => {
    const { code, out, err } = await run('voyage app:1.4 --html v.html', told, { workingFolder });
    assert.equal(code, 0);
    assert.match(out, /^app:1\.4\n/);
    assert.match(err, /wrote v\.html/);
    assert.match(await readFile(join(workingFolder, 'v.html'), 'utf8'), /^<!doctype html>[\s\S]*app:1\.4/);
  }));

test('a ledger that was tampered with: told, and exit code 4 in every form', async () => {
  const { code, out } = await run('voyage app:1.4', damaged);
  assert.equal(code, 4);
  assert.match(out, /^THE LEDGER IS NOT AS IT WAS WRITTEN\n/);
  assert.equal((await run('voyage app:1.4 --json', damaged)).code, 4);
});

test('an image has to be named', async () => {
  assert.equal((await run('voyage', told)).code, 2);
});
