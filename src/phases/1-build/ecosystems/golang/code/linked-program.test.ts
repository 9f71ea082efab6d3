import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type FixtureGoFunction,
  type FixtureGoProgram,
  goBuildInfo,
  goProgram,
  makeElf,
} from '../../../../../../lab/fixtures/index.ts';
import { functionState, type Package, SeaworthyError } from '../../../../../core/index.ts';
import { goBinary } from '../binary/index.ts';

const head = 'path\texample.org/tool/cmd/tool\nmod\texample.org/tool\tv1.4.0\t\n';
const net = 'dep\tgolang.org/x/net\tv0.1.0\th1:x\n';
const amd64 = 'build\tGOARCH=amd64\nbuild\tGOOS=linux\n';

const functions: readonly FixtureGoFunction[] = [
  { name: 'runtime.main', calls: ['main.main'] },
  { name: 'main.main', calls: ['example.org/tool/internal/run.Run'] },
  {
    name: 'example.org/tool/internal/run.Run',
    calls: ['golang.org/x/net/http2.(*Server).ServeConn'],
    values: ['golang.org/x/net/html.Parse'],
  },
  { name: 'golang.org/x/net/http2.(*Server).ServeConn', calls: ['golang.org/x/net/http2.(*serverConn).serve'] },
  {
    name: 'golang.org/x/net/http2.(*serverConn).serve',
    inlines: ['golang.org/x/net/http2.validStream', 'net/http.noBody.Read'],
  },
  { name: 'golang.org/x/net/html.Parse' },
  { name: 'golang.org/x/net/html.init.0', calls: ['golang.org/x/net/html.prepare'] },
  { name: 'golang.org/x/net/html.prepare' },
  { name: 'golang.org/x/net/html.Lonely', inlines: ['golang.org/x/net/html.lonelyToo'] },
];

function codeIn(more: Partial<FixtureGoProgram> = {}): ReadonlyMap<string, Package['code']> {
  const { packages, problems } = goBinary.extract(
    'tool',
    goProgram({ functions, modules: head + net + amd64, ...more }),
  );
  assert.deepEqual(problems, []);
  return new Map(packages.map(({ name, code }) => [name, code]));
}

/** `reachable main.main → …`, `present`, `absent`, `unknown`, or `nothing` where no code is told at all. */
function told(code: Package['code'], part: string, symbol: string): string {
  if (code === undefined) return 'nothing';
  const found = code.parts.find(({ name }) => name === part);
  if (found === undefined) return 'no part';
  const { state, way } = functionState(found, symbol, code.ways);
  return way === undefined ? state : `${state} ${way}`;
}

const run = 'main.main → example.org/tool/internal/run.Run';
const states: [module: string, part: string, symbol: string, told: string][] = [
  ['golang.org/x/net', 'http2', 'Server.ServeConn', `reachable ${run} → golang.org/x/net/http2.(*Server).ServeConn`],
  ['golang.org/x/net', 'http2', 'serverConn.serve', `reachable ${run} → golang.org/x/net/http2.(*Server).ServeConn`],
  // Its code was put into another one.
  ['golang.org/x/net', 'http2', 'validStream', `reachable ${run} → golang.org/x/net/http2.(*Server).ServeConn`],
  ['stdlib', 'net/http', 'noBody.Read', `reachable ${run} → golang.org/x/net/http2.(*Server).ServeConn`],
  ['golang.org/x/net', 'html', 'Parse', `reachable ${run} → golang.org/x/net/html.Parse`],
  ['golang.org/x/net', 'html', 'prepare', 'reachable golang.org/x/net/html.init.0'],
  ['golang.org/x/net', 'html', 'Lonely', 'present'],
  ['golang.org/x/net', 'html', 'lonelyToo', 'present'],
  ['golang.org/x/net', 'html', 'Render', 'absent'],
  ['golang.org/x/net', 'idna', 'ToASCII', 'no part'],
  ['example.org/tool', 'cmd/tool', 'main', 'reachable main.main'],
  ['example.org/tool', 'internal/run', 'Run', `reachable ${run}`],
];
const forms: [title: string, more: Partial<FixtureGoProgram>][] = [
  ['as of Go 1.20', {}],
  ['as of Go 1.18', { magic: 0xfffffff0 }],
  ['without a table of sections', { withoutSections: true }],
  ['whose section has another name', { table: '.rodata' }],
  ['that can be loaded anywhere', { table: '.data.rel.ro.gopclntab' }],
];
for (const [title, more] of forms) {
  test(`code of a program ${title}`, () => {
    const code = codeIn(more);
    for (const [module, part, symbol, expectation] of states)
      assert.equal(told(code.get(module), part, symbol), expectation, `${part}.${symbol}`);
  });
}

/** Programs of which nothing, or not where anything leads, can be told. */
const doubtful: [title: string, more: Partial<FixtureGoProgram>, parse: string, render: string][] = [
  ['for a processor whose code nobody reads', { modules: `${head}${net}build\tGOARCH=riscv64\n` }, 'present', 'absent'],
  ['that does not say for which processor it is', { modules: head + net }, 'present', 'absent'],
  ['with a package that belongs nowhere', { functions: [...functions, { name: 'hX7Gk2.Fv' }] }, 'nothing', 'nothing'],
  [
    'with a module that it does not list',
    { functions: [...functions, { name: 'github.com/a/b.F' }] },
    'nothing',
    'nothing',
  ],
  ['without the runtime', { functions: functions.slice(1) }, 'nothing', 'nothing'],
  [
    'built against shared libraries',
    { modules: `${head}${net}${amd64}build\t-linkshared=true\n` },
    'nothing',
    'nothing',
  ],
  ['that is a plug-in', { modules: `${head}${net}${amd64}build\t-buildmode=plugin\n` }, 'nothing', 'nothing'],
  ['with a table of another form', { magic: 0xfffffffb }, 'nothing', 'nothing'],
];
for (const [title, more, parse, render] of doubtful) {
  test(`a program ${title}`, () => {
    const code = codeIn(more).get('golang.org/x/net');
    assert.deepEqual([told(code, 'html', 'Parse'), told(code, 'html', 'Render')], [parse, render]);
  });
}

test('code of a module that another was built in place of is known by the path it is imported by', () => {
  const code = codeIn({ modules: `${head}${net}=>\texample.org/fork\tv0.2.0\th1:y\n${amd64}` }).get('example.org/fork');
  assert.match(told(code, 'html', 'Parse'), /^reachable/);
  assert.equal(told(code, 'html', 'Render'), 'absent');
});

test('which package of the main module was built is not told of a program built from files', () => {
  const code = codeIn({ modules: `path\tcommand-line-arguments\nmod\texample.org/tool\tv1.4.0\t\n${net}${amd64}` });
  assert.equal(code.get('example.org/tool'), undefined);
  assert.match(told(code.get('golang.org/x/net'), 'html', 'Parse'), /^reachable/);
});

test('of a program without modules, ways into the standard library begin with its own code', () => {
  const gopath: readonly FixtureGoFunction[] = [
    { name: 'runtime.main', calls: ['main.main'] },
    { name: 'main.main', calls: ['example.org/tool/run.Run'] },
    { name: 'example.org/tool/run.Run', calls: ['net/http.Get'] },
    { name: 'net/http.Get', calls: ['net/http.(*Client).do'] },
    { name: 'net/http.(*Client).do' },
  ];
  const code = codeIn({ functions: gopath, modules: `path\texample.org/tool\n${amd64}` }).get('stdlib');
  assert.equal(told(code, 'net/http', 'Client.do'), 'reachable main.main → example.org/tool/run.Run → net/http.Get');
});

test('a module of which the program has no code at all has no parts', () => {
  const code = codeIn({ modules: `${head}${net}dep\tgolang.org/x/text\tv0.3.0\th1:y\n${amd64}` }).get(
    'golang.org/x/text',
  );
  assert.deepEqual(code, { parts: [], ways: [] });
});

test('many functions: the smallest parts keep theirs, and the largest says that it did not', () => {
  const many = Array.from({ length: 50_001 }, (_, at) => ({ name: `golang.org/x/net/huge.F${at}` }));
  const code = codeIn({ functions: [...functions, ...many] }).get('golang.org/x/net');
  assert.equal(told(code, 'huge', 'F1'), 'unknown');
  assert.match(told(code, 'html', 'Parse'), /^reachable/);
});

test('a file full of headers, each of which claims much, is not read for each', () => {
  const headers = Buffer.alloc(8 * 1024 * 1024);
  for (let at = 0; at + 72 <= headers.length; at += 72) {
    headers.writeUInt32LE(0xfffffff1, at);
    headers.set([1, 8], at + 6);
    const words = [1_000, 1, 0, 72, 4_000_000, 4_000_000, 4_000_000, 4_000_001];
    for (const [index, word] of words.entries()) headers.writeBigUInt64LE(BigInt(word), at + 8 + 8 * index);
  }
  const sections = [
    { name: '.rodata', bytes: headers },
    { name: '.go.buildinfo', bytes: goBuildInfo('go1.26.1', head + net + amd64) },
  ];
  const start = performance.now();
  const { packages } = goBinary.extract('tool', makeElf({ wordSize: 8, littleEndian: true, sections }));
  assert.deepEqual(
    packages.map(({ code }) => code),
    [undefined, undefined, undefined],
  );
  assert.ok(performance.now() - start < 5_000);
});

test('damaged programs give an answer or one of our errors, and no long wait', () => {
  const sound = goProgram({ functions, modules: head + net + amd64 });
  const change = fc.record({ at: fc.nat(sound.length - 1), value: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const bytes = sound.slice();
      for (const { at, value } of changes) bytes[at] = value;
      const start = performance.now();
      try {
        goBinary.extract('tool', bytes);
      } catch (error) {
        assert.ok(error instanceof SeaworthyError, String(error));
      }
      assert.ok(performance.now() - start < 5_000);
    }),
    { numRuns: 500 },
  );
});
