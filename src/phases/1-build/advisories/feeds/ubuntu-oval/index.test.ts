import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Advisory, defined } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { example, flaw, flawsFile } from './example.ts';
import { ubuntuOval } from './index.ts';
import { readComment } from './states.ts';

before(async () => ubuntuOval.prepare?.());

const path = 'com.ubuntu.noble.cve.oval.xml.bz2';

function parse(files: Readonly<Record<string, string>>) {
  const parsed = ubuntuOval.parse(
    'ubuntu/24.04',
    Object.entries(files).map(([name, text]) => ({ path: name, bytes: Buffer.from(text) })),
  );
  const advisories = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  return { advisories, problems: parsed.problems, unread: parsed.unread };
}

const short = ({ package: name, status, ranges, note, fixesFor }: Advisory): string =>
  [
    name,
    status,
    ...ranges.map(({ fixed }) => (fixed ? `<${fixed}` : 'open')),
    ...(fixesFor ? [fixesFor.name] : []),
    ...(note ? [`(${note})`] : []),
  ].join(' ');

/** Rows of one flaw with these sentences. */
const rows = (...comments: readonly string[]): readonly string[] =>
  parse({
    [path]: flawsFile([
      flaw(
        'CVE-2030-0001',
        'High',
        comments.map((comment) => [20, comment]),
      ),
    ]),
  }).advisories.map(short);

test('Ubuntu: what sentences say, old and new', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      "openssl source package in noble, is affected and has been fixed (note: '3.0.13-0ubuntu3.1').",
      ['openssl affected <3.0.13-0ubuntu3.1'],
    ],
    [
      "openssl package in noble was vulnerable but has been fixed (note: '3.0.13-0ubuntu3.1').",
      ['openssl affected <3.0.13-0ubuntu3.1'],
    ],
    [
      "(CVE-2030-0001) openssl package in noble, is related to the CVE in some way and has been fixed (note: '1.1 ').",
      ['openssl affected <1.1'],
    ],
    [
      "The 'poppler' package in noble was vulnerable but has been fixed (note: '0.10.5-1ubuntu2').",
      ['poppler affected <0.10.5-1ubuntu2'],
    ],
    [
      'firefox package in noble was vulnerable and has been fixed, but no release version available for it.',
      ['firefox affected open (fixed, and no version is named)'],
    ],
    ['zlib package in noble is affected and needs fixing.', ['zlib affected open']],
    ['zlib package in noble is affected and may need fixing.', ['zlib undetermined open (needs triage)']],
    ['zlib source package in noble, might be affected and may need fixing.', ['zlib undetermined open (needs triage)']],
    [
      "zlib package in noble is affected, but a decision has been made to defer addressing it (note: '2030-01-01').",
      ['zlib affected open (deferred)'],
    ],
    [
      "zlib: while related to the CVE in some way, a decision has been made to ignore this issue (note: 'code-not-compiled').",
      ['zlib wont-fix open (ignored: code-not-compiled)'],
    ],
    [
      "zlib: while related to the CVE in some way, a decision has been made to ignore this issue (note: 'end of life, was needed').",
      ['zlib end-of-life open (ignored: end of life, was needed)'],
    ],
    [
      "zlib package in noble is affected. An update containing the fix has been completed and is pending publication (note: '1:1.3-2').",
      ['zlib affected <1:1.3-2 (a fix is pending publication)'],
    ],
    [
      "zlib package in noble, while related to the CVE in some way, is not affected (note: 'code not present').",
      ['zlib unaffected (code not present)'],
    ],
    [
      "The vulnerability of the 'brotli' package in noble is not known (status: 'needs-triage'). It is pending evaluation.",
      ['brotli undetermined open'],
    ],
    ["Is kernel 'linux-aws' running?", ['linux-aws affected open']],
    // A sentence that is not known: its test says which binaries, and any version of them.
    ['zlib is in some new state.', ['libz1 affected open']],
  ];
  for (const [comment, expected] of cases) assert.deepEqual(rows(comment), expected, comment);
  assert.equal(readComment(`${'a'.repeat(50_000)} package in noble`), undefined);
});

test('Ubuntu: a kernel that is fixed is not open as well', () => {
  assert.deepEqual(
    rows(
      "Is kernel 'linux' running?",
      "'linux' kernel in noble was vulnerable but has been fixed (note: '6.8.0-84.84').",
    ),
    ['linux affected <6.8.0-84.84'],
  );
});

test('Ubuntu: a fix that only Pro has is none for others, and is told', () => {
  const esm = "zlib source package in esm-apps/noble, is affected and has been fixed (note: '1.3-2ubuntu1~esm1').";
  const only = 'fixed in 1.3-2ubuntu1~esm1, for users of Ubuntu Pro (ESM) alone';
  const open = 'zlib source package in noble, is affected and needs fixing.';
  const fixed = "zlib source package in noble, is affected and has been fixed (note: '1.3-2ubuntu1').";
  const ignored = 'zlib: while related to the CVE in some way, a decision has been made to ignore this issue.';
  assert.deepEqual(rows(esm), [`zlib affected <1.3-2ubuntu1~esm1 Ubuntu Pro (ESM) (${only})`]);
  for (const both of [
    [open, esm],
    [esm, open],
  ])
    assert.deepEqual(rows(...both), rows(esm));
  assert.deepEqual(rows(ignored, esm), [`zlib wont-fix <1.3-2ubuntu1~esm1 Ubuntu Pro (ESM) (ignored; ${only})`]);
  // What everybody gets stands before what some get.
  assert.deepEqual(rows(fixed, esm), ['zlib affected <1.3-2ubuntu1']);
  assert.deepEqual(rows(fixed.replace('noble', 'esm-infra/noble').replace('ubuntu1', 'ubuntu1+esm2')), [
    'zlib affected <1.3-2ubuntu1+esm2 Ubuntu Pro (ESM) (fixed in 1.3-2ubuntu1+esm2, for users of Ubuntu Pro (ESM) alone)',
  ]);
});

test('Ubuntu: priorities are its severities, scores are passed on', () => {
  const one = (priority: string) =>
    parse({
      [path]: flawsFile([
        flaw('CVE-2030-0001', priority, [[20, 'zlib package in noble is affected and needs fixing.']]),
      ]),
    }).advisories[0];
  for (const word of ['Negligible', 'Low', 'Medium', 'High', 'Critical'])
    assert.deepEqual(one(word)?.severity, { level: word.toLowerCase(), source: 'Ubuntu' });
  assert.equal(one('Untriaged')?.severity, undefined);
  assert.deepEqual(
    one('Low')?.cvss.map(({ score, source }) => [score, source]),
    [[7.5, 'NVD']],
  );
});

test('Ubuntu: what is not there, of another release, or not understood is told', () => {
  const [flaws, notices] = example.files.map(({ content }) => String(content));
  const without = parse({ 'com.ubuntu.noble.usn.oval.xml.bz2': notices ?? '' });
  assert.equal(without.advisories.length, 2);
  assert.match(without.unread?.[0] ?? '', /cve\.oval\.xml\.bz2 is not there: only what notices say is fixed is known/);
  assert.throws(() => parse({}), { code: 'E_FEED' });
  assert.throws(() => parse({ [path]: (flaws ?? '').replaceAll('com.ubuntu.noble', 'com.ubuntu.jammy') }), {
    code: 'E_FEED',
  });
  const odd = parse({
    [path]: flawsFile([
      flaw('CVE-2030-0001', 'High', [
        [99, 'something new'],
        [20, 'zlib package in noble is affected and needs fixing.'],
      ]),
    ]),
  });
  assert.deepEqual(
    [odd.advisories.length, odd.unread],
    [1, ['Criteria that are not understood: CVE-2030-0001 something new.']],
  );
});

test('Ubuntu: where a package is looked up', () => {
  const at = (name: string, source: string | undefined, version: string | undefined, codename?: string) =>
    ubuntuOval
      .lookups(
        examplePackage('deb', name, '2', source === undefined ? {} : { source: { name: source, version: '1' } }),
        {
          id: 'ubuntu',
          like: ['debian'],
          path: '',
          ...defined({ version, codename }),
        },
      )
      .map(({ partition, key, version: of }) => `${partition} ${key} ${of}`);
  assert.deepEqual(at('libssl3', 'openssl', '22.04'), [
    'ubuntu/22.04 source/openssl 1',
    'ubuntu/22.04 binary/libssl3 2',
  ]);
  assert.deepEqual(at('bash', undefined, '24.04.1'), ['ubuntu/24.04 source/bash 2', 'ubuntu/24.04 binary/bash 2']);
  assert.deepEqual(at('linux-image-6', 'linux-signed-aws', '24.04')[0], 'ubuntu/24.04 source/linux-aws 1');
  assert.deepEqual(at('bash', undefined, '99.04', 'zesty')[0], 'ubuntu/zesty source/bash 2');
  assert.deepEqual(at('bash', undefined, '99.04'), []);
  assert.deepEqual(at('bash', undefined, undefined, '../x'), []);
  assert.deepEqual(
    ubuntuOval.files('ubuntu/22.04').map((file) => file.path),
    ['com.ubuntu.jammy.cve.oval.xml.bz2', 'com.ubuntu.jammy.usn.oval.xml.bz2'],
  );
});
