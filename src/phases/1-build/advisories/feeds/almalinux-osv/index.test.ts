import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import type { Advisory } from '../../../../../core/index.ts';
import { readZip } from '../../../../../foundations/formats/index.ts';
import { examplePackage } from '../example.ts';
import { almalinuxOsv } from './index.ts';

before(() => almalinuxOsv.prepare?.());

const advisoriesOf = (zip: Uint8Array, release: string): Advisory[] =>
  [...almalinuxOsv.parse(`almalinux/${release}`, [{ path: 'AlmaLinux/all.zip', bytes: zip }]).records].flatMap((one) =>
    one.kind === 'advisory' ? [one.advisory] : [],
  );

function read(summary: string, fixes: readonly string[], more: object = {}): Advisory | undefined {
  const affected = fixes.map((fixed) => ({
    package: { ecosystem: 'AlmaLinux:8', name: 'p' },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
  }));
  const record = { id: 'ALSA-2030:0001', summary, related: ['CVE-2030-0001'], affected, references: [], ...more };
  return advisoriesOf(makeZip([{ name: 'r.json', content: JSON.stringify(record) }]), '8')[0];
}

const builds: readonly [summary: string, fixes: readonly string[], fixed: string, modules: readonly string[]][] = [
  ['Low: p update', ['1-2.el8'], '1-2.el8', ['']],
  ['Low: p:1 update', ['1-2.module_el8+9+a', '1-2.module_el8+10+b'], '1-2.module_el8+9+a', ['p:1']],
  ['Low: p:1 update', ['1:1-2.module_el8+9+a', '1-2.module_el8+10+b'], '1-2.module_el8+10+b', ['p:1']],
  ['Low: virt:rhel and virt-devel:rhel update', ['1-2.module+el8'], '1-2.module+el8', ['virt:rhel', 'virt-devel:rhel']],
  [
    'Low: perl-libwww-perl:6.34, x:DL1 update',
    ['1-2.module+el8'],
    '1-2.module+el8',
    ['perl-libwww-perl:6.34', 'x:DL1'],
  ],
  ['ALSA-2030:0001: php:8.0 update (Low)', ['1-2.module_el8'], '1-2.module_el8', ['php:8.0']],
  ['Low: ruby security update', ['1-2.module_el8'], '1-2.module_el8', ['?']],
];
for (const [summary, fixes, fixed, modules] of builds) {
  test(`AlmaLinux: ${summary}, built as ${fixes.join(' and ')}`, () => {
    const found = read(summary, fixes);
    assert.deepEqual(found?.ranges, [{ fixed }]);
    assert.deepEqual(
      found?.only?.map(({ module }) => module),
      modules,
    );
  });
}

test('AlmaLinux: whose word the severity is', () => {
  const level = (summary: string) => read(summary, ['1-1'])?.severity;
  assert.deepEqual(level('Important: p security update'), { level: 'high', source: 'AlmaLinux' });
  assert.deepEqual(level('ALSA-2030:0001: php:8.0 security update (Moderate)'), {
    level: 'medium',
    source: 'AlmaLinux',
  });
  assert.equal(level('new module: p'), undefined);
});

test('AlmaLinux: what is about no flaw is left out, and a bulletin of security without an id of one is not', () => {
  assert.deepEqual(read('Low: p security update', ['1-1'])?.covers, ['CVE-2030-0001']);
  assert.deepEqual(read('Low: p security update', ['1-1'], { related: [] })?.covers, []);
  assert.equal(read('p bug fix update', ['1-1'], { id: 'ALBA-2030:1', related: [] }), undefined);
  assert.deepEqual(read('p bug fix update', ['1-1'], { id: 'ALBA-2030:1' })?.covers, ['CVE-2030-0001']);
});

test('AlmaLinux: which packages it knows', () => {
  const rpm = examplePackage('rpm', 'p', '1-1');
  const at = (id: string, version?: string) =>
    almalinuxOsv
      .lookups(rpm, { id, like: [], path: 'etc/os-release', ...(version ? { version } : {}) })
      .map(({ partition }) => partition);
  assert.deepEqual(at('almalinux', '9.4'), ['almalinux/9']);
  assert.deepEqual(at('almalinux', '10'), ['almalinux/10']);
  assert.deepEqual(at('almalinux'), []);
  assert.deepEqual(at('rocky', '9.4'), []);
});

const zip = join(import.meta.dirname, '../../../../../../../shared/feeds/osv/AlmaLinux/all.zip');
const skip = existsSync(zip) ? false : `no copy of the real feed in ${zip}`;

/** All that the records say, by other means: a line for each package of each bulletin about a flaw of a release. */
function expectedOf(bytes: Uint8Array, release: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const entry of readZip(bytes, zip)) {
    const record = JSON.parse(Buffer.from(entry.read()).toString());
    if (record.related.length === 0 && !record.id.startsWith('ALSA')) continue;
    for (const { package: about, ranges } of record.affected) {
      if (about.ecosystem !== `AlmaLinux:${release}`) continue;
      const key = `${about.name} ${record.id} ${[...new Set(record.related)].join(' ')}`;
      const fixes = ranges.map((range: { events: { fixed?: string }[] }) => range.events[1]?.fixed);
      lines.set(key, [...(lines.get(key) ?? []), ...fixes]);
    }
  }
  return lines;
}

for (const [release, count] of [
  ['8', 27_630],
  ['9', 22_918],
  ['10', 6_125],
] as const) {
  test(`real AlmaLinux ${release}: every package of every bulletin about a flaw, with a fix of its own`, {
    skip,
  }, () => {
    const bytes = readFileSync(zip);
    const found = advisoriesOf(bytes, release);
    const expected = expectedOf(bytes, release);
    const lines = found.map((one) => `${one.package} ${one.id} ${one.covers.join(' ')}`);
    assert.deepEqual(lines.sort(), [...expected.keys()].sort());
    for (const one of found) {
      const fixes = expected.get(`${one.package} ${one.id} ${one.covers.join(' ')}`) ?? [];
      assert.ok(fixes.includes(one.ranges[0]?.fixed ?? ''), `${one.id} ${one.package}`);
      assert.equal(one.ranges.length, 1);
      assert.equal(one.only?.[0]?.module === '', !fixes.some((fix) => fix.includes('.module')), one.id);
    }
    assert.ok(found.every(({ id, severity }) => severity !== undefined || !id.startsWith('ALSA')));
    assert.equal(found.length, count);
  });
}
