import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../../../../../core/index.ts';
import { defined } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { readIds } from './ids.ts';
import { alpineSecdb } from './index.ts';

function parse(packages: readonly object[], partition = 'alpine/3.20', file = 'v3.20/main.json') {
  const content = JSON.stringify({ packages: packages.map((pkg) => ({ pkg })) });
  const parsed = alpineSecdb.parse(partition, [{ path: file, bytes: Buffer.from(content) }]);
  const advisories = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  return { advisories, problems: parsed.problems, unread: parsed.unread };
}

const short = ({ id, aliases, status, ranges, note }: Advisory): string =>
  [id, ...aliases, status, ...ranges.map(({ fixed }) => `<${fixed}`), ...(note ? [note] : [])].join(' ');

test('secdb: the texts that lists of ids hold', () => {
  const cases: readonly [string, readonly string[], string | undefined, boolean][] = [
    ['CVE-2024-0001', ['CVE-2024-0001'], undefined, false],
    ['CVE-2019-1234 ()', ['CVE-2019-1234'], undefined, false],
    ['CVE-2018-14461 (LDP)', ['CVE-2018-14461'], 'LDP', false],
    ['CVE-2019-17349 CVE-2019-17350  XSA-295', ['CVE-2019-17349', 'CVE-2019-17350', 'XSA-295'], undefined, false],
    ['CVE-????-????? XSA-312', ['XSA-312'], undefined, false],
    ['GHSA-fhpf-pp6p-55qc', ['GHSA-fhpf-pp6p-55qc'], undefined, false],
    ['GHSA-fxwm-cvwq-mqqp', ['GHSA-fxwm-cvwq-mqqp'], undefined, false],
    ['DW202402-001', ['DW202402-001'], undefined, false],
    ['CVE-2017-0001 VSV00010', ['CVE-2017-0001', 'VSV00010'], undefined, false],
    ['CVE-2021-35940.patch', ['CVE-2021-35940'], undefined, true],
    ['CVE-46838', ['CVE-46838'], undefined, true],
    ['CVE N/A ZBX-11023', ['ZBX-11023'], undefined, true],
    ['', [], undefined, false],
    ['nothing yet', [], undefined, true],
    ['CVE-2020-0001 (open', ['CVE-2020-0001'], 'open', false],
  ];
  for (const [text, ids, remark, odd] of cases) {
    assert.deepEqual(readIds(text), { ids, odd, ...defined({ remark }) }, text);
  }
});

test('secdb: a file of another branch is refused', () => {
  const bytes = Buffer.from(JSON.stringify({ distroversion: 'v3.21', packages: [] }));
  const parse = (partition: string, path: string) => alpineSecdb.parse(partition, [{ path, bytes }]);
  assert.throws(() => parse('alpine/3.20', 'v3.20/main.json'), {
    code: 'E_FEED',
    message: 'the file is about branch "v3.21" and not about v3.20',
  });
  assert.deepEqual(parse('alpine/3.21', 'v3.21/main.json').problems, []);
});

test('secdb: fixed and never affected are kept apart, and one line may speak of several flaws', () => {
  const { advisories, problems } = parse([
    {
      name: 'xen',
      secfixes: {
        '0': ['CVE-2030-0001'],
        '4.1-r0': ['CVE-2030-0002 XSA-1', 'CVE-2030-0003 CVE-2030-0004 XSA-2', 'XSA-3'],
        '4.2-r0': ['CVE-2030-0005 (only with flag x)'],
      },
    },
  ]);
  assert.deepEqual(advisories.map(short), [
    'CVE-2030-0001 unaffected',
    'CVE-2030-0002 XSA-1 affected <4.1-r0',
    'CVE-2030-0003 affected <4.1-r0 part of XSA-2',
    'CVE-2030-0004 affected <4.1-r0 part of XSA-2',
    'XSA-3 affected <4.1-r0',
    'CVE-2030-0005 affected <4.2-r0 only with flag x',
  ]);
  assert.deepEqual(problems, []);
});

test('secdb: a bulletin over two flaws, named in two lines, joins nothing', () => {
  const { advisories } = parse([
    { name: 'xen', secfixes: { '4-r0': ['CVE-2030-0001 XSA-273', 'CVE-2030-0002 XSA-273'] } },
  ]);
  assert.deepEqual(advisories.map(short), [
    'CVE-2030-0001 affected <4-r0 part of XSA-273',
    'CVE-2030-0002 affected <4-r0 part of XSA-273',
  ]);
});

test('secdb: slips in versions are mended where the meaning is clear, and always told', () => {
  const versions = ['20.10.11.r0', '10.0.11-0', '4.8.0.-r1', '2021-03-27-r5', '1.2.3-r0', '6.0.5.1'];
  const { advisories, problems } = parse([
    { name: 'a', secfixes: Object.fromEntries(versions.map((version, index) => [version, [`CVE-2030-000${index}`]])) },
  ]);
  assert.deepEqual(
    advisories.map(({ ranges }) => ranges[0]?.fixed),
    ['20.10.11-r0', '10.0.11-r0', '4.8.0-r1', '2021-03-27-r5', '1.2.3-r0', '6.0.5.1'],
  );
  assert.deepEqual(problems, [
    'Versions with a slip of the pen: a 20.10.11.r0 (read as 20.10.11-r0), a 10.0.11-0 (read as 10.0.11-r0), a 4.8.0.-r1 (read as 4.8.0-r1).',
    'Versions that are not in the form of an Alpine version: a 2021-03-27-r5.',
  ]);
});

test('secdb: one package in another shape is told, the rest is read', () => {
  const { advisories, problems, unread } = parse([
    { name: 'good', secfixes: { '1-r0': ['CVE-2030-0001'] } },
    { secfixes: {} },
    { name: 'empty', secfixes: { '2-r0': null } },
    { name: '__proto__', secfixes: { '1-r0': ['CVE-2030-0002'] } },
  ]);
  assert.deepEqual(
    advisories.map((one) => one.package),
    ['good', '__proto__'],
  );
  assert.deepEqual(problems, ['Packages that are not understood: v3.20/main.json, packages[1], name.']);
  assert.deepEqual(unread, problems);
});

test('secdb: branches', () => {
  const at = (version: string) => ({ id: 'alpine', version, like: [], path: 'etc/os-release' });
  const apk = examplePackage('apk', 'musl', '1-r0');
  const partitions = (version: string) => alpineSecdb.lookups(apk, at(version)).map(({ partition }) => partition);
  assert.deepEqual(partitions('3.20.3'), ['alpine/3.20']);
  assert.deepEqual(partitions('3.21.0_alpha20240807'), ['alpine/edge']);
  assert.deepEqual(alpineSecdb.lookups(apk, { ...at('3.20'), id: 'wolfi' }), []);
  assert.deepEqual(alpineSecdb.files('alpine/edge')[0], { path: 'edge/main.json' });
});
