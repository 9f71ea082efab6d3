import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Advisory, defined } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { all, any, example, flaw, holds, suseFile } from './example.ts';
import { suseOval } from './index.ts';

before(async () => suseOval.prepare?.());

function parse(content: string, partition = 'sles/15.6'): readonly Advisory[] {
  const [path = ''] = suseOval.files(partition).map((file) => file.path);
  const parsed = suseOval.parse(partition, [{ path, bytes: Buffer.from(content) }]);
  return [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
}

const short = ({ id, package: name, status, ranges, versions, note }: Advisory): string =>
  [
    id,
    name,
    status,
    ...ranges.map(({ fixed }) => (fixed ? `<${fixed}` : 'open')),
    ...versions,
    ...(note ? [`(${note})`] : []),
  ].join(' ');

const server = holds('01', 'SUSE Linux Enterprise Server 15 SP6 is installed');

test('SUSE: a version of 0 is not affected, one above the lowest of all is open, and products are kept apart', () => {
  const content = String(example.files[0]?.content);
  assert.deepEqual(parse(content).map(short), [
    'CVE-2030-0001 libopenssl3 affected <3.1.4-150600.5.7.1',
    'CVE-2030-0001 openssl-3 affected <3.1.4-150600.5.7.1',
    'CVE-2030-0002 libz1 affected open',
    'CVE-2030-0003 libz1 unaffected',
  ]);
  assert.deepEqual(parse(content, 'sles/15.5').map(short), ['CVE-2030-0001 openssl-3 affected <3.0.8-150500.5.2.1']);
  assert.deepEqual(parse(content, 'opensuse-leap/15.4'), []);
});

test('SUSE: what the image does not tell of a kernel that runs limits nothing and is told', () => {
  const criteria = all(
    server,
    any(
      all(
        holds('15', 'kernel-default 6.4.0 is installed'),
        holds('16', 'no kernel-livepatch is greater or equal than 2-1'),
      ),
    ),
  );
  assert.deepEqual(parse(suseFile([flaw('CVE-2030-0004', 'Important', criteria)])).map(short), [
    'CVE-2030-0004 kernel-default affected 6.4.0-150600.21.2 (no kernel-livepatch is greater or equal than 2-1)',
  ]);
});

test('SUSE: a fix for those who pay for longer support is theirs, and one for everybody is not', () => {
  const fixesFor = (criteria: string): unknown =>
    parse(suseFile([flaw('CVE-2030-0007', 'Low', criteria)])).map((one) => [
      one.package,
      one.ranges,
      one.fixesFor?.name,
    ]);
  const ltss = holds('18', 'SUSE Linux Enterprise Server 15 SP6-LTSS is installed');
  const sap = holds('19', 'SUSE Linux Enterprise Server for SAP Applications 15 SP6 is installed');
  const mended = holds('10', 'libopenssl3 is earlier');
  const fixed = [{ fixed: '3.1.4-150600.5.7.1' }];
  assert.deepEqual(fixesFor(all(ltss, mended)), [['libopenssl3', fixed, 'SUSE Linux Enterprise Server 15 SP6-LTSS']]);
  assert.deepEqual(fixesFor(all(any(ltss, sap), mended)), [
    ['libopenssl3', fixed, 'SUSE Linux Enterprise Server 15 SP6-LTSS'],
  ]);
  for (const both of [any(server, ltss), any(ltss, server), any(ltss, sap, server)])
    assert.deepEqual(fixesFor(all(both, mended)), [['libopenssl3', fixed, undefined]]);
  // That a package never had the flaw is nothing that is bought.
  assert.deepEqual(fixesFor(all(ltss, holds('14', 'libz1 is not affected'))), [['libz1', [], undefined]]);
});

test('SUSE: signatures are not looked at; what rolls is one product', () => {
  const signed = all(
    server,
    holds('10', 'libopenssl3 is earlier'),
    holds('17', 'libopenssl3 is signed with the SUSE key'),
  );
  assert.deepEqual(parse(suseFile([flaw('CVE-2030-0005', 'Low', signed)])).map(short), [
    'CVE-2030-0005 libopenssl3 affected <3.1.4-150600.5.7.1',
  ]);
  const rolling = all(holds('04', 'openSUSE Tumbleweed is installed'), holds('10', 'libopenssl3 is earlier'));
  assert.equal(parse(suseFile([flaw('CVE-2030-0006', 'Low', rolling)]), 'opensuse-tumbleweed/rolling').length, 1);
});

test('SUSE: its word and its score stand before the NVD’s', () => {
  const [first] = parse(String(example.files[0]?.content));
  assert.deepEqual(first?.severity, { level: 'high', source: 'SUSE' });
  assert.deepEqual(
    first?.cvss.map(({ score, source }) => [score, source]),
    [
      [7.5, 'SUSE'],
      [9.8, 'NVD'],
    ],
  );
  assert.deepEqual(first?.references.length, 2);
});

test('SUSE: files and partitions of each product', () => {
  const at = (id: string, version?: string): readonly string[] => {
    const distribution = { id, like: [], path: '', ...defined({ version }) };
    return suseOval
      .lookups(examplePackage('rpm', 'bash', '5-1'), distribution)
      .flatMap(({ partition }) => [partition, ...suseOval.files(partition).map(({ path }) => path)]);
  };
  assert.deepEqual(at('sles', '15.6'), ['sles/15.6', 'suse.linux.enterprise.15-sp6-affected.xml.gz']);
  assert.deepEqual(at('sles', '15'), ['sles/15', 'suse.linux.enterprise.15-affected.xml.gz']);
  assert.deepEqual(at('sles', '16.0'), ['sles/16.0', 'suse.linux.enterprise.server.16.0-affected.xml.gz']);
  assert.deepEqual(at('sle-micro', '5.5'), ['sle-micro/5.5', 'suse.linux.enterprise.micro.5.5-affected.xml.gz']);
  assert.deepEqual(at('opensuse-leap', '15.5'), ['opensuse-leap/15.5', 'opensuse.leap.15.5-affected.xml.gz']);
  assert.deepEqual(at('opensuse-tumbleweed', '20300101'), [
    'opensuse-tumbleweed/rolling',
    'opensuse.tumbleweed-affected.xml.gz',
  ]);
  assert.deepEqual(at('sles'), []);
  for (const partition of ['sles/rolling', 'opensuse-tumbleweed/15', 'toString/15', 'sles/../x', 'rhel/9'])
    assert.ok(!suseOval.owns(partition), partition);
});
