import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { emptyCoverage, type Report } from '../../core/index.ts';
import { displayWidth } from '../terminal/width.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { tableFormat } from './format.ts';

const table = async (report: Report, width = 80, color = false): Promise<string> =>
  tableFormat.write(report, { width, color });

test('no line is wider than the terminal', async () => {
  for (const width of [40, 52, 60, 72, 80, 100, 132, 160, 300]) {
    for (const report of [sampleReport, emptyReport(true), emptyReport(false)]) {
      const wide = (await table(report, width)).split('\n').filter((line) => displayWidth(line) > Math.min(160, width));
      assert.deepEqual(wide, [], `at ${width}`);
    }
  }
});

test('colour adds escape sequences and nothing else', async () => {
  const plain = await table(sampleReport);
  const coloured = await table(sampleReport, 80, true);
  assert.notEqual(coloured, plain);
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test('every open finding has one row, with severity by word and mark, exploited said aloud', async () => {
  const lines = (await table(sampleReport, 60)).split('\n');
  const rowOf = (id: string): readonly string[] =>
    lines.filter((line) => / [◆▲●○·?] |^[◆▲●○·?] /.test(` ${line}`) && line.includes(` ${id} `));
  for (const [id, mark, word] of [
    ['CVE-2023-44487', '▲', 'high'],
    ['CVE-2023-38545', '◆', 'crit'],
    ['CVE-2024-0727', '●', 'med'],
    ['secret/aws-access-key', '◆', 'crit'],
    ['CVE-2099-0001', '?', 'unkn'],
  ] as const) {
    const rows = rowOf(id);
    assert.equal(rows.length, 1, id);
    assert.ok(rows[0]?.startsWith(`${mark} ${word}`), rows[0]);
  }
  assert.match(rowOf('CVE-2023-44487')[0] ?? '', /EXPLOITED/);
});

test('titles are whole in 80 columns, and at most cut after two lines in narrower ones', async () => {
  const titles = sampleReport.findings.filter(({ suppression }) => suppression === undefined).map(({ title }) => title);
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
  const all = flat(await table(sampleReport, 80));
  for (const title of titles.filter((one) => /^[ -~]{1,140}$/.test(one))) assert.ok(all.includes(flat(title)), title);
  const long = 'word '.repeat(100).trim();
  const [first] = sampleReport.findings;
  assert.ok(first);
  for (const width of [40, 80]) {
    const text: string = await table({ ...sampleReport, findings: [{ ...first, title: long }] }, width);
    const told = text.split('\n').filter((line) => line.includes('word word'));
    assert.equal(told.length, 2, `at ${width}`);
    assert.ok(told[1]?.endsWith('…'));
  }
});

test('says what it rests on and what to do next', async () => {
  const text = await table(sampleReport);
  for (const part of [
    '15 findings (13 different) in 10 packages and 2 other places',
    'The scan is incomplete',
    'openssl 3.0.11-1~deb12u2 (libssl3)  → 3.0.14-1~deb12u1 clears all 3',
    '7 days old, STALE',
    'not read: srv/shop/node_modules/broken/package.json',
    'not judged: 1 cargo package',
    'did not run: secrets',
    'CVE-2020-28500  lodash  medium',
    'by mara@shop.example until 2024-09-30',
  ]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(!text.includes('next:'), 'nobody said where to look');
  for (const width of [40, 100]) {
    const hinted = await tableFormat.write(sampleReport, {
      color: false,
      width,
      explainCommand: ({ id }) => `seaworthy explain ${id} --ledger /srv/a/folder/of/a/long/name`,
    });
    const [last] = hinted.trimEnd().split('\n').slice(-1);
    assert.equal(last, 'next: seaworthy explain CVE-2023-44487 --ledger /srv/a/folder/of/a/long/name');
  }
});

test('the end of life of a distribution is said aloud', async () => {
  const distribution = {
    id: 'alpine',
    version: '3.12',
    like: [],
    path: 'etc/os-release',
    endOfLife: { date: '2022-05-01', passed: true },
  };
  const text = await table({ ...emptyReport(true), distribution });
  assert.match(text, /END OF LIFE since 2022-05-01/);
  assert.doesNotMatch(text, /✓/);
});

test('nothing found and not judged are different words', async () => {
  assert.match(await table(emptyReport(true)), /✓ Nothing found: 7 packages judged/);
  const unjudged = await table(emptyReport(false));
  assert.match(unjudged, /Not judged: 7 packages could not be judged: offline/);
  assert.doesNotMatch(unjudged, /Nothing found/);
});

test('a machine of which only what ran on it was looked at is not told as one without packages', async () => {
  const parts = [{ id: 'Shell', version: 1, files: 0, found: 0, state: 'complete' }] as const;
  const coverage = { ...emptyCoverage, parts, lookedFor: ['runtime'] } as const;
  const { distribution: _, ...bare } = emptyReport(true);
  const ran: Report = { ...bare, subject: { kind: 'host', name: 'node-1' }, packages: [], layers: [], coverage };
  const text = await table(ran);
  assert.match(text, /✓ Nothing found\./);
  assert.doesNotMatch(text, /package|advisories|distribution/);
  const problem = { code: 'E_INCOMPLETE', message: 'lost', where: 'sensor', part: 'rules', incomplete: true } as const;
  const lost = await table({ ...ran, coverage: { ...coverage, problems: [problem] } });
  assert.match(lost, /! Nothing found in what could be read\./);
  assert.doesNotMatch(lost, /✓/);
  for (const lookedFor of [[], ['vulnerability'], ['runtime', 'vulnerability']] as const)
    assert.match(
      await table({ ...ran, coverage: { ...coverage, lookedFor } }),
      /! Not judged: no packages/,
      lookedFor.join(),
    );
});

test('it closes with the answer in one sentence, also where nothing could be judged', async () => {
  const closing = (text: string): string | undefined => text.split('\n').find((line) => line.startsWith('In short: '));
  assert.match(
    closing(await table(sampleReport, 160)) ?? '',
    /^In short: \d+ findings.* in .*: \d+ critical, .*\. The scan is incomplete\./,
  );
  assert.match(closing(await table(emptyReport(true), 160)) ?? '', /^In short: nothing found.*\.$/);
  const nothing = { ...emptyReport(true), packages: [], coverage: emptyCoverage };
  assert.match(closing(await table(nothing)) ?? '', /^In short: not judged/);
});

test('no heading is cut, and numbers stand below theirs, in narrow tables too', async () => {
  for (const width of [40, 52, 60, 72, 80]) {
    const lines = (await table(sampleReport, width)).split('\n');
    const head = lines.find((line) => /^SEV/.test(line)) ?? '';
    assert.doesNotMatch(head, /…/, `at ${width}`);
    assert.match(head, width < 72 ? /^SEV +ID +RISK/ : /^SEVERITY +ID +RISK/);
    const end = head.indexOf('RISK') + 'RISK'.length;
    const rows = lines.filter((line) => /^[◆▲●○·?] \S+ +(?:CVE|secret)/.test(line) && line.length >= end);
    assert.ok(rows.length > 2, `at ${width}`);
    for (const row of rows) assert.match(row.slice(0, end), /\d$/, row);
  }
});

test('a source tree has a commit and no layers, and says by way of what a flaw comes in', async () => {
  const subject = {
    kind: 'files',
    name: 'github.com/acme/shop@main',
    content: 'sources',
    path: '',
    revision: '0123456789abcdef0123456789abcdef01234567',
  } as const;
  const packages = sampleReport.packages.map((one) => ({
    ...one,
    evidence: 'declared' as const,
    direct: false,
    byWayOf: ['first@1.0.0', 'second@2.0.0'],
  }));
  const text = await table({ ...sampleReport, subject, packages, layers: [] });
  assert.match(text, /^source tree · commit 0123456789ab · \d+ packages$/m);
  assert.match(text, /^ {2}by way of first@1\.0\.0 › second@2\.0\.0$/m);
  assert.doesNotMatch((await table(sampleReport)).slice(0, 2_000), /by way of/);
});
