import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debianAdvisories } from './index.ts';
import { readList } from './read-list.ts';

const small = '[01 Jan 2030] DLA-1-1 none - security update\n\t{CVE-2030-9999}\n\t[sarge] - none 1\n';

function parse(dsa: string, release = 'bookworm') {
  const files = [
    { path: 'DSA/list', bytes: Buffer.from(dsa) },
    { path: 'DLA/list', bytes: Buffer.from(small) },
  ];
  const parsed = debianAdvisories.parse(`debian-advisories/${release}`, files);
  const advisories = [...parsed.records].flatMap((record) => (record.kind === 'advisory' ? [record.advisory] : []));
  return { advisories, problems: parsed.problems, date: parsed.date };
}

const head = '[02 Feb 2030] DSA-9001-1 pkg - security update\n\t{CVE-2030-0001}\n';

test('bulletins: every form that a statement has', () => {
  const cases: readonly [string, object][] = [
    ['[bookworm] - pkg 1.2-3', { status: 'affected', ranges: [{ fixed: '1.2-3' }] }],
    ['[bookworm] - pkg  1:1.2-3', { status: 'affected', ranges: [{ fixed: '1:1.2-3' }] }],
    [
      '[bookworm] - pkg 1.2-3 (bug #322591; bug #334833; medium)',
      { status: 'affected', ranges: [{ fixed: '1.2-3' }], severity: 'medium' },
    ],
    [
      '[bookworm] - pkg <not-affected> (Vulnerable code (x) not present)',
      { status: 'unaffected', ranges: [], note: 'Vulnerable code (x) not present' },
    ],
    ['[bookworm] - pkg <not-affected>', { status: 'unaffected', ranges: [] }],
    ['[bookworm] - pkg <end-of-life>', { status: 'end-of-life', ranges: [{}] }],
    ['[bookworm] - pkg <unfixed>', { status: 'affected', ranges: [{}] }],
    ['[bookworm] - pkg <no-dsa> (Minor issue)', { status: 'affected', ranges: [{}], note: 'Minor issue' }],
    ['[bookworm] - pkg <ignored> (Too old)', { status: 'wont-fix', ranges: [{}], note: 'Too old' }],
    ['[bookworm] - pkg <undetermined>', { status: 'undetermined', ranges: [{}] }],
  ];
  for (const [line, expected] of cases) {
    for (const indent of ['\t', '        ', ' \t']) {
      const { advisories, problems } = parse(`${head}${indent}${line}\n`);
      const [only] = advisories;
      assert.deepEqual(problems, [], line);
      assert.ok(only !== undefined && advisories.length === 1, line);
      const { status, ranges, severity, note } = only;
      const kept = note !== undefined && !note.startsWith('bug') ? { note } : {};
      assert.deepEqual({ status, ranges, ...(severity ? { severity: severity.level } : {}), ...kept }, expected, line);
    }
  }
});

test('bulletins: entries as they are', () => {
  const text = `[21 Aug 2030] DSA-9003-1 gst-plugins-bad1.0 - security update
	{CVE-2030-0001  CVE-2030-0002 }
	[trixie] - gst-plugins-bad1.0 1.26.2-3+deb13u3
	[bookworm] - gst-plugins-bad1.0 1.22.0-4+deb12u6
	NOTE: end of story
[2 Mar 2030] DSA-9002-1 drbd8 linux-modules-extra-2.6 - privilege escalation
        [bookworm] - drbd8 2:8.3-1
        [bookworm] - linux-modules-extra-2.6 2.6.32-1

[01 Mar 2030] DSA-9001-1 Debian Security Team key change notice
	TODO: check
`;
  const { advisories, problems, date } = parse(text);
  assert.deepEqual(problems, []);
  assert.equal(date, '2030-08-21T00:00:00.000Z');
  assert.deepEqual(
    advisories.map((one) => [one.id, one.package, one.covers, one.title, one.published, one.details]),
    [
      [
        'DSA-9003-1',
        'gst-plugins-bad1.0',
        ['CVE-2030-0001', 'CVE-2030-0002'],
        'gst-plugins-bad1.0: security update',
        '2030-08-21',
        'end of story',
      ],
      ['DSA-9002-1', 'drbd8', [], 'drbd8: privilege escalation', '2030-03-02', undefined],
      [
        'DSA-9002-1',
        'linux-modules-extra-2.6',
        [],
        'linux-modules-extra-2.6: privilege escalation',
        '2030-03-02',
        undefined,
      ],
    ],
  );
});

test('bulletins: one that names no flaw and is about none is negligible, and stays', () => {
  const severity = (title: string, flaws = '') =>
    parse(`[01 Jan 2030] DSA-9001-2 pkg - ${title}\n${flaws}\t[bookworm] - pkg 1-2\n`).advisories[0]?.severity?.level;
  for (const title of [
    'regression update',
    'new upstream version',
    'new timezone database',
    'update',
    'bugfix update',
  ]) {
    assert.equal(severity(title), 'negligible', title);
  }
  assert.equal(severity('security update'), undefined);
  assert.equal(severity('several vulnerabilities'), undefined);
  assert.equal(severity('regression update', '\t{CVE-2030-0001}\n'), undefined);
});

test('bulletins: what is not understood is told with its line', () => {
  const { advisories, problems } = parse(`${head}\t[bookworm] - pkg 1.2-3
	[woody] - kernel-image kernel-image
	[bookworm] pkg 1.2
	[bookworm] - other <strange>
whatever this is
	[bookworm] - lost 1.0
`);
  assert.deepEqual(
    advisories.map((one) => one.package),
    ['pkg'],
  );
  assert.deepEqual(problems, [
    'Lines that are not understood: DSA/list:4 "[woody] - kernel-image kernel-image", DSA/list:5 "[bookworm] pkg 1.2", DSA/list:8 "[bookworm] - lost 1.0".',
    'Entries that are not understood: DSA/list:7 "whatever this is".',
    'DSA-9001-1: the state <strange> of other is not known.',
  ]);
});

test('bulletins: a hostile line takes no time worth mentioning', () => {
  for (const part of ['[', ' ', '(', '- ', '<', '{']) {
    const { lines } = readList(`${head}\t${part.repeat(30_000)}\n\t[a] - b ${part.repeat(30_000)}x\n`, 'x');
    assert.ok(lines >= 3);
  }
});
