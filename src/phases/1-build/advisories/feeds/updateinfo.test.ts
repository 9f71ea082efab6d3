import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import type { Advisory } from '../../../../core/index.ts';
import { loadXml } from '../../../../foundations/formats/index.ts';
import { parseUpdateinfo } from './updateinfo.ts';
import type { UpdateinfoKind } from './updateinfo-read.ts';

before(loadXml);

const kind: UpdateinfoKind = {
  publisher: 'Us',
  severities: new Map([['important', 'high']]),
  hasModules: true,
  page: (id) => (id.startsWith('X') ? `https://example.org/${id}` : undefined),
};

const built = (more: Readonly<Record<string, string>> = {}): string => {
  const attributes = { name: 'p', version: '1.0', release: '2.el9', epoch: '0', arch: 'x86_64', ...more };
  return `<package ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}><filename>x.rpm</filename></package>`;
};

interface Parts {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly references?: string;
  readonly packages?: string;
}

const cveReference = '<reference type="cve" id="CVE-2030-0001" title="" href="https://example.org/"/>';

function update({ type = 'security', title = 'T', description = '', ...more }: Parts = {}): string {
  const { references = cveReference, packages = built() } = more;
  const list = packages.includes('<collection')
    ? packages
    : `<collection short="c"><name>c</name>${packages}</collection>`;
  return `<update type="${type}"><id>X-1</id><title>${title}</title><issued date="2030-01-02 03:04:05"/>
    <updated date="2030-01-03"/><severity>Important</severity><description>${description}</description>
    <references>${references}</references><pkglist>${list}</pkglist></update>`;
}

const file = (updates: string, path = 'a/updateinfo.xml') => ({
  path,
  bytes: Buffer.from(`<?xml version="1.0"?><updates>${updates}</updates>`),
});

function read(files: readonly { path: string; bytes: Uint8Array }[], own = kind) {
  const parsed = parseUpdateinfo(files, own);
  const advisories = [...parsed.records].flatMap((one) => (one.kind === 'advisory' ? [one.advisory] : []));
  return { advisories, problems: parsed.problems, unread: parsed.unread, date: parsed.date };
}

const short = ({ package: name, ranges, only }: Advisory): string =>
  [
    name,
    ...ranges.map(({ fixed }) => `<${fixed}`),
    ...(only ?? []).map(
      ({ module: stream, architectures }) => `[${stream}${architectures ? ` ${architectures}` : ''}]`,
    ),
  ].join(' ');

test('updateinfo: one bulletin, with all that it says', () => {
  const { advisories, problems, date } = read([file(update({ description: 'What was wrong.' }))]);
  assert.deepEqual(advisories, [
    {
      id: 'X-1',
      aliases: [],
      covers: ['CVE-2030-0001'],
      package: 'p',
      status: 'affected',
      ranges: [{ fixed: '1.0-2.el9' }],
      versions: [],
      only: [{ module: '' }],
      severity: { level: 'high', source: 'Us' },
      cvss: [],
      title: 'T',
      details: 'What was wrong.',
      published: '2030-01-02T03:04:05Z',
      modified: '2030-01-03T00:00:00Z',
      references: ['https://example.org/X-1'],
    },
  ]);
  assert.deepEqual([problems, date], [[], '2030-01-03T00:00:00.000Z']);
});

const report = (title: string): string => `<reference type="bugzilla" id="1" title="${title}"/>`;
const flaws: readonly [what: string, parts: Parts, covers: readonly string[] | undefined][] = [
  ['a reference', { description: 'see also CVE-2030-0009' }, ['CVE-2030-0001']],
  ['a reference, twice', { references: cveReference + cveReference }, ['CVE-2030-0001']],
  ['the title of a report', { references: report('CVE-2030-0002 p: a flaw') }, ['CVE-2030-0002']],
  [
    'a reference, and another report',
    { references: cveReference + report('CVE-2030-0002 p: a flaw') },
    ['CVE-2030-0001'],
  ],
  ['its own words', { references: '', description: 'Fix for CVE-2030-0003.' }, ['CVE-2030-0003']],
  ['its title', { references: '', title: 'Fix CVE-2030-0004' }, ['CVE-2030-0004']],
  ['none, of security', { references: '' }, []],
  ['none, of a bug', { references: '', type: 'bugfix' }, undefined],
  ['a reference, of a bug', { type: 'bugfix' }, ['CVE-2030-0001']],
  ['an id that is none', { references: report('CVE-2030-1'), type: 'enhancement' }, undefined],
];
for (const [what, parts, covers] of flaws) {
  test(`updateinfo: flaws by ${what}`, () =>
    assert.deepEqual(read([file(update(parts))]).advisories[0]?.covers, covers));
}

const module = (name: string, stream: string) => `<module name="${name}" stream="${stream}" version="1" context="c"/>`;
const streamed = (stream: string, ...packages: string[]) =>
  `<collection short="c"><name>c</name>${module('m', stream)}${packages.join('')}</collection>`;
const modular = { release: '1.module+el8+9+abc' };

/** Packages of one bulletin in one or two files, and the records that come of them. */
const fixes: readonly [title: string, files: readonly Parts[], records: readonly string[]][] = [
  ['an epoch', [{ packages: built({ epoch: '2' }) }], ['p <2:1.0-2.el9 []']],
  ['no epoch said', [{ packages: built().replace('epoch="0"', '') }], ['p <1.0-2.el9 []']],
  ['sources besides', [{ packages: built({ arch: 'src' }) + built() }], ['p <1.0-2.el9 []']],
  ['two processors', [{}, { packages: built({ arch: 'aarch64' }) }], ['p <1.0-2.el9 []']],
  [
    'two processors with builds of their own',
    [{}, { packages: built({ arch: 'aarch64', release: '3.el9' }) }],
    ['p <1.0-2.el9 []', 'p <1.0-3.el9 [ aarch64]'],
  ],
  ['two builds for one processor', [{ packages: built() + built({ release: '1.el9' }) }], ['p <1.0-1.el9 []']],
  ['a module', [{ packages: streamed('1', built(modular)) }], ['p <1.0-1.module+el8+9+abc [m:1]']],
  [
    'two streams',
    [{ packages: streamed('1', built(modular)) + streamed('2', built(modular)) }],
    ['p <1.0-1.module+el8+9+abc [m:1]', 'p <1.0-1.module+el8+9+abc [m:2]'],
  ],
  ['a module in the heading', [{ title: 'm:7 update', packages: built(modular) }], ['p <1.0-1.module+el8+9+abc [m:7]']],
  ['a module that nobody names', [{ packages: built(modular) }], ['p <1.0-1.module+el8+9+abc [?]']],
];
for (const [title, files, records] of fixes) {
  test(`updateinfo: ${title}`, () => {
    const { advisories, problems } = read(files.map((parts, index) => file(update(parts), `${index}/updateinfo.xml`)));
    assert.deepEqual(advisories.map(short), records);
    assert.deepEqual(problems, []);
  });
}

test('updateinfo: a publisher without modules limits nothing to them', () => {
  const [found] = read([file(update({ packages: streamed('1', built()) }))], { ...kind, hasModules: false }).advisories;
  assert.equal(found?.only, undefined);
});

test('updateinfo: words of severity that are not known rate nothing', () => {
  const [found] = read([file(update().replace('Important', 'Grave'))]).advisories;
  assert.deepEqual([found?.package, found?.severity], ['p', undefined]);
});

test('updateinfo: packed with zstd', () => {
  const { path, bytes } = file(update());
  assert.equal(read([{ path, bytes: zstdCompressSync(bytes) }]).advisories.length, 1);
});

test('updateinfo: a bulletin in another shape is told, the rest is read', () => {
  const broken = [update().replace('<id>X-1</id>', ''), update({ packages: built({ epoch: 'one' }) })];
  const nameless = update({ packages: built({ name: '' }) });
  const { advisories, problems, unread } = read([file([...broken, nameless, update()].join(''))]);
  assert.equal(advisories.length, 1);
  assert.deepEqual(problems, [
    'Bulletins that are not understood: a/updateinfo.xml, update 1, a/updateinfo.xml, update 2, X-1, a/updateinfo.xml, update 3, X-1.',
  ]);
  assert.deepEqual(unread, problems);
});

const refusals: readonly [title: string, text: string][] = [
  ['another document', '<html><update/></html>'],
  ['half a document', '<updates><update>'],
  ['a type of its own', '<!DOCTYPE updates [<!ENTITY a "b">]><updates/>'],
  ['nested without end', `<updates>${'<update>'.repeat(200)}`],
  ['nothing', ''],
];
for (const [title, text] of refusals) {
  test(`updateinfo: ${title} is refused`, () => {
    assert.throws(() => read([{ path: 'a', bytes: Buffer.from(text) }]), { code: 'E_FEED' });
  });
}

test('updateinfo: a repository without bulletins has none', () => {
  assert.deepEqual(read([file('')]).advisories, []);
  assert.throws(() => read([]), { code: 'E_FEED' });
});
