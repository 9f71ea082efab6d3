import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { phases, type Voyage } from '../../../../core/index.ts';
import { cli } from '../../run.ts';
import { type FakeOptions, fakeHost, sampleReport } from '../../testing/fake-host.ts';

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
    ...more,
    flows: {
      voyage: async (image, _settings, options) => {
        asked.push(image, options);
        return found;
      },
      ...more.flows,
    },
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

const scanned: Voyage = {
  ...told,
  phases: phases.map((phase) => ({
    phase,
    events:
      phase === 'build'
        ? [3, 9].map((sequence) => ({
            time: '2026-03-01T00:00:00.000Z',
            phase,
            kind: 'scan',
            title: `Scanned ${sequence}`,
            outcome: 'info' as const,
            details: [],
            record: { sequence, digest: `sha256:${'b'.repeat(64)}` as const, producer: 'seaworthy 1.2.3' },
          }))
        : [],
  })),
};

test('the newest report besides: the two pages link to each other', () =>
  inTemporaryDirectory(async (workingFolder) => {
    const asked: unknown[] = [];
    const flows = {
      voyage: async () => scanned,
      ledgerReport: async (reference: string) => {
        asked.push(reference);
        return sampleReport([]);
      },
    };
    const line = 'voyage app:1.4 -o html=v.html --report-page';
    const { code, err } = await run(`${line} r.html`, scanned, { workingFolder, flows });
    assert.deepEqual([code, asked], [0, ['9']], 'the record that the page links');
    assert.match(err, /wrote r\.html[\s\S]*wrote v\.html/);
    const [voyagePage, reportPage] = await Promise.all(
      ['v.html', 'r.html'].map((name) => readFile(join(workingFolder, name), 'utf8')),
    );
    assert.match(voyagePage ?? '', /href="\.\/r\.html">The newest report</);
    assert.match(voyagePage ?? '', /record 9 [^\n]*<a href="\.\/r\.html">the report<\/a>/);
    assert.match(reportPage ?? '', /href="\.\/v\.html">The voyage</);

    const same = await run(`${line} ./v.html`, scanned, { workingFolder, flows });
    assert.deepEqual([same.code, /to the same file/.test(same.err)], [2, true], same.err);
    const never = await run(`${line} r.html`, told, { workingFolder });
    assert.match(never.err, /the ledger holds no scan of it[^\n]*E_TARGET_NOT_FOUND/);
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
