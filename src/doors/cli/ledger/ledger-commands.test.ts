import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import type { FullRecord, PruneResult, VerifyResult } from '../../../flows/index.ts';
import { parseEnds } from '../../../flows/index.ts';
import { displayWidth } from '../../../report/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost } from '../testing/fake-host.ts';
import { exportLines } from './export-lines.ts';

/* The commands over flows that are made up here. */

async function run(line: string, options: FakeOptions = {}) {
  const host = fakeHost(options);
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed(), err: host.said(), settings: host.settings() };
}

test('where the ledger is, and what records', async () => {
  const base = (await run('scan x')).settings;
  assert.equal(base?.ledgerDirectory, '/nowhere/home/.local/share/seaworthy/ledger');
  assert.equal(base?.record, true);
  const named = (await run('scan x --ledger l --no-record')).settings;
  assert.deepEqual([named?.ledgerDirectory, named?.record], ['/nowhere/work/l', false]);
  assert.equal((await run('scan x', { env: { SEAWORTHY_RECORD: 'off' } })).settings?.record, false);
  assert.equal((await run('sbom x')).settings?.record, false);
});

const digest = `sha256:${'ab'.repeat(32)}` as const;
const hostile = `evil\u001b[2J\nname\u202e${'x'.repeat(200)}:1.4`;

function fullRecord(over: Partial<FullRecord> = {}): FullRecord {
  return {
    format: 1,
    sequence: 7,
    subject: digest,
    names: [hostile, digest],
    kind: 'scan',
    shape: 1,
    producer: { name: 'seaworthy\u0007', version: '1' },
    data: [{ id: 'alpine/3.20\u001b', date: '2026-01-01T00:00:00Z' }],
    time: '2026-01-02T03:04:05.000Z',
    payloadDigest: digest,
    payloadBytes: 5000,
    previous: digest,
    digest,
    payload: null,
    ...over,
  };
}

function assertSafe(text: string): void {
  for (const line of text.split('\n')) {
    assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
    assert.ok(displayWidth(line) <= 80, `${displayWidth(line)}: ${line}`);
  }
}

test('hostile names and payloads can neither steer a terminal nor run over the line', async () => {
  const payloads = [
    null,
    'text\u001b[2J',
    [],
    { report: 1 },
    { report: { findings: [null, 1, { severity: {}, kind: 'x\u0000' }], coverage: { problems: [7] } }, inventory: 3 },
    { packages: [null, {}], distribution: [], layers: 'x' },
    { ['n\u001b'.repeat(50)]: { deep: ['\u202e'.repeat(100)] }, other: 'y'.repeat(5000) },
  ];
  for (const kind of ['scan', 'inventory', 'decision', 'kind\u001b[31m']) {
    for (const payload of payloads) {
      const record = fullRecord({ kind, payload });
      const { code, out } = await run('ledger show 7', {
        flows: { ledgerShow: async () => ({ kind: 'record', record }) },
      });
      assert.equal(code, 0);
      assertSafe(out);
    }
  }
  const record = fullRecord({ kind: 'k\u001b'.repeat(3) });
  const listed = await run('ledger list x', {
    flows: { ledgerList: async () => ({ records: [record, fullRecord({ subject: 'directory:/a:b', names: [] })] }) },
  });
  assertSafe(listed.out);
  assert.match(listed.out, /…\S*x:1\.4 *$/m, 'the end of a name is what tells it from others');
  assert.match(listed.out, /directory +\/a:b/);
  const summary = { subject: digest, names: [hostile], kinds: { scan: 1 }, records: 1, first: 'a\u001b', last: 'b' };
  assertSafe((await run('ledger list', { flows: { ledgerSubjects: async () => [summary] } })).out);
});

test('there are more subjects than are shown', async () => {
  const subject = { subject: digest, names: [], kinds: {}, records: 1, first: '', last: '' };
  const asked: number[] = [];
  const flows: FakeOptions['flows'] = {
    ledgerSubjects: async (_text, limit) => {
      asked.push(limit);
      return [subject, subject, subject].slice(0, limit);
    },
  };
  const { out, err } = await run('ledger list --limit 2', { flows });
  assert.deepEqual([asked, out.trimEnd().split('\n').length], [[3], 3]);
  assert.match(err, /There are more/);
  assert.equal((await run('ledger list --limit 3', { flows })).err, '');
});

test('what the list is asked for reaches the flow', async () => {
  const queries: unknown[] = [];
  const flows: FakeOptions['flows'] = {
    ledgerList: async (query) => {
      queries.push(query);
      return { records: [], subjects: query.about === 'app:1' ? [digest] : [] };
    },
  };
  const env = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 2, 1) / 1000) };
  const { code, out, err } = await run('ledger list app:1 --kind scan --kind in-use --since 24h --before 9', {
    flows,
    env,
  });
  assert.deepEqual([code, out], [0, '']);
  assert.match(err, /has no such records/);
  assert.deepEqual(queries, [
    { about: 'app:1', kinds: ['scan', 'in-use'], since: '2026-02-28T00:00:00.000Z', before: 9, limit: 50 },
  ]);
  // What can match nothing is a slip, and no answer.
  for (const [line, code] of [
    ['ledger list ap:1', 1],
    ['ledger list ap:1 --json', 1],
    ['ledger list --since 2026-03-02', 2],
  ] as const)
    assert.equal((await run(line, { flows, env })).code, code, line);
});

const problems: VerifyResult = {
  ok: false,
  checked: 9,
  problems: [
    { kind: 'altered', sequence: 3, message: `x\u001b${'y'.repeat(200)}` },
    { kind: 'head', message: 'the end is cut off' },
  ],
  more: 5,
};

test('verify tells every problem, and how many more there are', async () => {
  const flows: FakeOptions['flows'] = { ledgerVerify: async () => problems };
  const { code, out } = await run('ledger verify', { flows });
  assert.equal(code, 4);
  assert.match(out, /^NOT AS WRITTEN: 7 problems in 9 records\n/);
  assert.match(out, /^ {3}head +the end is cut off$/m);
  assert.match(out, /^and 5 more problems$/m);
  assertSafe(out);
  const json = await run('ledger verify --json', { flows });
  assert.deepEqual([json.code, JSON.parse(json.out)], [4, problems]);
});

test('a file of checkpoints that says nothing, or something else, is no check', () =>
  inTemporaryDirectory(async (workingFolder) => {
    let given: unknown;
    const flows: FakeOptions['flows'] = {
      ledgerVerify: async (checkpoints) => {
        given = checkpoints;
        return { ok: true, checked: 1, problems: [], more: 0 };
      },
      parseEnds,
    };
    const good = { ledger: 'a', sequence: 1, digest };
    const cases: readonly (readonly [string, number, RegExp])[] = [
      [`${JSON.stringify(good)}\n\n${JSON.stringify(good)}\n`, 0, /^$/],
      ['', 1, /E_FORMAT/],
      [`${JSON.stringify(good)}\nx\n`, 1, /\(ends:2\).*E_FORMAT/],
      ['null\n', 1, /E_FORMAT/],
      [JSON.stringify({ ...good, sequence: -1 }), 1, /E_FORMAT/],
      [JSON.stringify({ ...good, digest: 'sha256:0' }), 1, /E_FORMAT/],
    ];
    for (const [text, code, said] of cases) {
      await writeFile(join(workingFolder, 'ends'), text);
      const result = await run('ledger verify --checkpoint ends', { flows, workingFolder });
      assert.equal(result.code === 0 ? 0 : 1, code, text);
      assert.match(result.err, said);
    }
    assert.deepEqual(given, [
      { ...good, where: 'ends:1' },
      { ...good, where: 'ends:3' },
    ]);
    assert.match((await run('ledger verify --checkpoint no', { flows, workingFolder })).err, /E_TARGET_NOT_FOUND/);
  }));

function pruning(removed: number) {
  const calls: (boolean | undefined)[] = [];
  const result: PruneResult = {
    removed,
    kinds: { inventory: 1, scan: removed - 1 },
    kept: 4,
    checkpoint: { ledger: 'a', sequence: 9, digest },
  };
  const flows: FakeOptions['flows'] = {
    ledgerPrune: async ({ dryRun }) => {
      calls.push(dryRun);
      return result;
    },
  };
  return { calls, flows };
}

test('prune asks on a terminal, and only a clear yes removes anything', async () => {
  for (const [answers, done] of [
    [['y'], true],
    [[' YES '], true],
    [['n'], false],
    [[''], false],
    [['yea'], false],
    [[], false],
  ] as const) {
    const { calls, flows } = pruning(3);
    const { code, err } = await run('ledger prune --keep-last 2', { flows, isTerminal: true, answers });
    assert.equal(code, 0);
    assert.match(err, /Remove 3 records of 7 \(1 inventory, 2 scan\)\? \[y\/N\] /);
    assert.deepEqual(calls, done ? [true, undefined] : [true], answers.join());
    assert.match(err, done ? /note a new one/ : /Nothing was removed/);
  }
  const unasked = pruning(3);
  assert.equal((await run('ledger prune --keep-last 2 -y', { flows: unasked.flows })).code, 0);
  assert.deepEqual(unasked.calls, [true, undefined]);
  const nobody = pruning(3);
  assert.equal((await run('ledger prune --keep-last 2', { flows: nobody.flows })).code, 2);
  assert.deepEqual(nobody.calls, [true]);
  assert.match((await run('ledger prune --yes')).err, /no rule about what may go.*\[E_USAGE\]/);
});

test('an export is read line by line, with a bound', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'x');
    const read = async (most?: number): Promise<string[]> => {
      const lines: string[] = [];
      for await (const line of exportLines(file, 'x', most)) lines.push(line);
      return lines;
    };
    const long = 'ü'.repeat(400_000);
    await writeFile(file, `a\n\n${long}\nlast`);
    assert.deepEqual(await read(), ['a', '', long, 'last']);
    await assert.rejects(read(600_000), { code: 'E_LIMIT' });
    await writeFile(file, '');
    assert.deepEqual(await read(), []);
    await assert.rejects(exportLines(folder, 'x').next(), { code: 'E_READ' });
    await assert.rejects(exportLines(join(folder, 'none'), 'x').next(), { code: 'E_TARGET_NOT_FOUND' });
  }));
