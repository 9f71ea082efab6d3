import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { inflateBzip2, readZip } from '../../../../foundations/formats/index.ts';
import type { FeedRecord } from '../feed.ts';
import { readList } from './debian-advisories/read-list.ts';
import { feeds } from './index.ts';

/** Copies of real feeds beside the repository, where somebody has put them: every record in them must be understood or told. */
const folder = join(import.meta.dirname, '../../../../../../shared/feeds');
const skip = existsSync(join(folder, 'README.md')) ? false : `no copies of real feeds in ${folder}`;

const read = (path: string): Buffer => readFileSync(join(folder, path));

function parse(partition: string, files: Readonly<Record<string, Uint8Array>>) {
  const feed = feeds.find((one) => one.owns(partition));
  assert.ok(feed, partition);
  const parsed = feed.parse(
    partition,
    Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
  );
  const records: FeedRecord[] = [...parsed.records];
  return { records, problems: parsed.problems, date: parsed.date };
}

before(async () => {
  for (const feed of feeds) await feed.prepare?.();
});

test('real Alpine: every CVE of every list is there, under its package', { skip }, () => {
  let texts = 0;
  for (const branch of readdirSync(join(folder, 'alpine'))) {
    const files = Object.fromEntries(
      ['main', 'community'].map((name) => [`${branch}/${name}.json`, read(`alpine/${branch}/${name}.json`)]),
    );
    const expected = new Set<string>();
    for (const bytes of Object.values(files)) {
      for (const { pkg } of JSON.parse(bytes.toString()).packages) {
        for (const [version, lines] of Object.entries<string[]>(pkg.secfixes)) {
          texts += lines.length;
          for (const line of lines) {
            const kind = version === '0' ? 'unaffected' : 'affected';
            for (const [id] of line.matchAll(/CVE-\d{4}-\d{4,}/g)) expected.add(`${pkg.name} ${id} ${kind}`);
          }
        }
      }
    }
    const { records } = parse(`alpine/${branch.replace(/^v/, '')}`, files);
    const found = records.flatMap((record) => {
      if (record.kind !== 'advisory' || !/^CVE-\d{4}-\d{4,}$/.test(record.advisory.id)) return [];
      return [`${record.key} ${record.advisory.id} ${record.advisory.status}`];
    });
    assert.deepEqual(new Set(found), expected, branch);
  }
  assert.equal(texts, 76260);
});

test('real Debian lists: every line is understood but one, which is told', { skip }, () => {
  const lists = { 'DSA/list': 6485, 'DLA/list': 4890 };
  const files: Record<string, Uint8Array> = {};
  const releases = new Set<string>();
  let statements = 0;
  let faults = 0;
  for (const [path, count] of Object.entries(lists)) {
    const bytes = read(`debian/security-tracker/data/${path}`);
    files[path] = bytes;
    const list = readList(bytes.toString(), path);
    assert.equal(list.bulletins.length, count);
    faults += list.faults.count;
    for (const bulletin of list.bulletins) for (const { release } of bulletin.statements) releases.add(release);
    statements += bytes.toString().match(/^\s+\[[a-z]+\] - /gm)?.length ?? 0;
  }
  assert.equal(faults, 1);
  const rows = [...releases].map((release) => parse(`debian-advisories/${release}`, files).records.length);
  assert.equal(
    rows.reduce((sum, count) => sum + count, 0),
    statements - faults,
  );
});

for (const [ecosystem, count] of [
  ['PyPI', 7092],
  ['Go', 4305],
  ['crates.io', 1217],
  ['RubyGems', 1257],
  ['npm', 629],
  ['Bitnami', 7444],
] as const) {
  test(`real OSV ${ecosystem}: every record gives rows or is told`, { skip }, () => {
    const bytes = read(`osv/${ecosystem}/all.zip`);
    assert.equal([...readZip(bytes, ecosystem)].length, count);
    const { records, problems } = parse(`osv/${ecosystem}`, { [`${ecosystem}/all.zip`]: bytes });
    const ids = new Set(records.flatMap((record) => (record.kind === 'advisory' ? [record.advisory.id] : [])));
    const told = problems.join(' ').match(/name no versions: .*? and (\d+) more/)?.[1];
    assert.equal(ids.size + (told === undefined ? 0 : Number(told) + 5), count);
  });
}

test('real KEV and EPSS: every entry', { skip }, () => {
  const kev = parse('kev', {
    'known_exploited_vulnerabilities.json': read('kev/known_exploited_vulnerabilities.json'),
  });
  assert.deepEqual([kev.records.length, kev.problems, kev.date], [1404, [], '2025-08-25T17:04:19.979Z']);
  const epss = parse('epss', { 'epss_scores-current.csv.gz': gunzipSync(read('epss/epss_scores.csv.gz')) });
  assert.deepEqual([epss.records.length, epss.problems, epss.date], [360142, [], '2026-08-16T00:00:00.000Z']);
});

for (const [partition, name, count, unaffected] of [
  ['azurelinux/3.0', 'azurelinux-3.0', 1222, 1],
  ['mariner/1.0', 'cbl-mariner-1.0', 2252, 78],
  ['mariner/2.0', 'cbl-mariner-2.0', 2436, 132],
] as const) {
  test(`real Azure Linux ${partition}: every definition is a row`, { skip }, () => {
    const bytes = gunzipSync(read(`azurelinux/${name}-oval.xml.gz`));
    const { records, problems } = parse(partition, { [`${name}-oval.xml`]: bytes });
    const advisories = records.flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
    assert.deepEqual([records.length, problems], [count, []]);
    assert.equal(advisories.filter(({ status }) => status === 'unaffected').length, unaffected);
    assert.ok(advisories.every(({ status, ranges }) => ranges.length === (status === 'unaffected' ? 0 : 1)));
    const text = bytes.toString();
    const said = (operation: string): number => text.split(` operation="${operation}">`).length - 1;
    const bounds = advisories.flatMap(({ ranges }) => ranges);
    assert.ok(said('less than') - bounds.filter(({ fixed }) => fixed).length <= unaffected);
    assert.ok(said('less than or equal') - bounds.filter(({ lastAffected }) => lastAffected).length <= unaffected);
  });
}

/** What stands between two marks, each time. */
const between = (text: string, from: string, to: string): string[] =>
  text
    .split(from)
    .slice(1)
    .map((part) => part.split(to, 1)[0] ?? '');

test('real Ubuntu notices: each binary of each notice, read a second way', { skip }, () => {
  const path = 'com.ubuntu.noble.usn.oval.xml.bz2';
  const bytes = inflateBzip2(read(`ubuntu/oval/${path}`), 64 * 1024 * 1024, path);
  const text = Buffer.from(bytes).toString();
  const byId = (from: string, to: string): Map<string, string> =>
    new Map(between(text, from, to).map((part) => [part.split('"', 1)[0] ?? '', part]));
  const tests = byId('<linux:dpkginfo_test id="', '</linux:dpkginfo_test>');
  const objects = byId('<linux:dpkginfo_object id="', '</linux:dpkginfo_object>');
  const states = byId('<linux:dpkginfo_state id="', '</linux:dpkginfo_state>');
  const variables = byId('<constant_variable id="', '</constant_variable>');
  const of = (part: string | undefined, from: string): string => between(part ?? '', from, '"')[0] ?? '';
  const expected = new Set<string>();
  const kernels = new Set<string>();
  for (const definition of between(text, '<definition ', '</definition>')) {
    const notice = of(definition, 'ref_id="USN-');
    for (const ref of notice === '' ? [] : between(definition, 'test_ref="', '"')) {
      const found = tests.get(ref);
      if (found === undefined) kernels.add(notice);
      const evr = between(states.get(of(found, 'state_ref="')) ?? '', 'less than">', '<')[0]?.replace(/^0:/, '');
      for (const name of between(
        variables.get(of(objects.get(of(found, 'object_ref="')), 'var_ref="')) ?? '',
        '<value>',
        '<',
      ))
        expected.add(`${name} USN-${notice} ${evr}`);
    }
  }
  const { records, problems, date } = parse('ubuntu/24.04', { [path]: bytes });
  const told = records.flatMap(({ key, ...record }) =>
    record.kind === 'advisory'
      ? [`${key.replace('binary/', '')} ${record.advisory.id} ${record.advisory.ranges[0]?.fixed}`]
      : [],
  );
  assert.deepEqual([new Set(told), told.length, date], [expected, 2479, '2024-12-24T07:42:06.000Z']);
  assert.equal(
    new Set(told.map((one) => one.split(' ')[1])).size + kernels.size + between(text, '<title>LSN-', '<').length,
    260,
  );
  assert.match(problems.join('\n'), /kernels, by the one that runs: .* and 43 more\./);
});
