import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory, Distribution } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { debianTrackerGit } from './index.ts';

const bulletin = '[01 Jan 2030] DSA-1-1 other - security update\n\t[buster] - other 1-1\n';

function read(flaws: string, dla = bulletin, codename = 'buster') {
  const texts = { 'CVE/list': flaws, 'DSA/list': bulletin, 'DLA/list': dla };
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const parsed = debianTrackerGit.parse(`debian-tracker-git/${codename}`, files);
  const advisories = [...parsed.records].flatMap((one) => (one.kind === 'advisory' ? [one.advisory] : []));
  return { advisories, problems: parsed.problems, unread: parsed.unread };
}

const short = ({ status, ranges, note, severity }: Advisory): string =>
  [status, ...ranges.map(({ fixed }) => (fixed ? `<${fixed}` : 'all')), severity?.level, note && `(${note})`]
    .filter((part) => part !== undefined)
    .join(' ');

const dla = (version: string, id = 'DLA-7-1') =>
  `[01 Jan 2030] ${id} p - security update\n\t{CVE-2030-0001}\n\t[buster] - p ${version}\n`;

/** What the lists say of one flaw, and what that means for buster. */
const cases: readonly [title: string, lines: readonly string[], dla: string | undefined, said: string | undefined][] = [
  ['a fix of its own', ['- p 3-1', '[buster] - p 1-2'], undefined, 'affected <1-2'],
  ['a bulletin', ['- p 3-1 (medium)'], dla('1-2'), 'affected <1-2 medium (DLA-7-1)'],
  ['a second bulletin', ['- p 3-1'], dla('1-2') + dla('1-3', 'DLA-8-1'), 'affected <1-3 (DLA-8-1)'],
  ['a bulletin after a decision', ['- p 3-1', '[buster] - p <no-dsa> (Minor)'], dla('1-2'), 'affected <1-2 (DLA-7-1)'],
  ['no bulletin to come', ['- p 3-1', '[buster] - p <no-dsa> (Minor)'], undefined, 'affected all (no-dsa: Minor)'],
  ['postponed', ['- p 3-1', '[buster] - p <postponed> (Later)'], undefined, 'affected all (postponed: Later)'],
  ['ignored', ['- p 3-1', '[buster] - p <ignored> (Too hard)'], undefined, 'wont-fix all (ignored: Too hard)'],
  ['end of life', ['- p 3-1', '[buster] - p <end-of-life>'], undefined, 'end-of-life all (end-of-life)'],
  [
    'never there',
    ['- p 3-1', '[buster] - p <not-affected> (Later code)'],
    undefined,
    'unaffected (not-affected: Later code)',
  ],
  ['never there in Debian', ['- p <not-affected> (Windows)'], undefined, 'unaffected (Windows)'],
  ['nobody knows', ['- p <undetermined>'], undefined, 'undetermined all'],
  [
    'nothing said of the release, fixed in unstable',
    ['- p 3-1 (bug #1; low)', '[bullseye] - p 2-2'],
    undefined,
    'end-of-life <3-1 low (nothing is said of this release; unstable has the fix since 3-1)',
  ],
  [
    'nothing said of the release, open in unstable',
    ['- p <unfixed> (unimportant)'],
    undefined,
    'end-of-life all negligible (nothing is said of this release; in unstable: unfixed)',
  ],
  [
    'removed from unstable',
    ['- p <removed>'],
    undefined,
    'end-of-life all (nothing is said of this release; in unstable: removed)',
  ],
  ['of another release alone', ['[bullseye] - p 2-2'], undefined, undefined],
  ['not packaged', ['- p <itp> (bug #1)'], undefined, undefined],
  ['of experimental alone', ['[experimental] - p 4-1'], undefined, undefined],
];
for (const [title, lines, list, said] of cases) {
  test(`the tracker's lists: ${title}`, () => {
    const text = `CVE-2030-0001 (What ...)\n${lines.map((line) => `\t${line}\n`).join('')}\tNOTE: x\n`;
    const { advisories, problems } = read(text, list);
    assert.deepEqual(advisories.map(short), said === undefined ? [] : [said]);
    assert.deepEqual(problems, []);
  });
}

test('the tracker’s lists: several packages of one flaw, several flaws of one package', () => {
  const text = 'CVE-2030-0002 [x]\n\t- p 3-1\n\t- q 2-1\n\t[buster] - q 1-9\nCVE-2030-0001\n\t- p <unfixed>\n';
  const { advisories } = read(text);
  assert.deepEqual(
    advisories.map((one) => `${one.package} ${one.id} ${one.details ?? ''}`.trim()),
    ['p CVE-2030-0002 x', 'q CVE-2030-0002 x', 'p CVE-2030-0001'],
  );
});

test('the tracker’s lists: what is left out is told', () => {
  const good = 'CVE-2030-0001 (x)\n\t- p 1-1\n'.repeat(20);
  const odd = 'CVE-2030-XXXX [no id yet]\n\t- p <unfixed>\n\tNOTE: x\nWhat is this\n\tand this\n';
  const { problems, unread } = read(`${good}${odd}`);
  assert.deepEqual(problems, [
    'Entries that are not understood: CVE/list:44 "What is this".',
    'Lines that are not understood: CVE/list:45 "and this".',
    'Flaws that have no id yet: CVE-2030-XXXX [no id yet].',
  ]);
  assert.deepEqual(unread, problems.slice(0, 2));
  assert.throws(() => read(`${good}${'?\n'.repeat(60)}`), { code: 'E_FEED' });
});

test('the tracker’s lists: asked only about releases that nobody looks after', () => {
  const found = examplePackage('deb', 'p', '1-1+b2', { source: { name: 's', version: '1-1' } });
  const at = (version: string, endOfLife?: Distribution['endOfLife']) =>
    debianTrackerGit
      .lookups(found, { id: 'debian', version, like: [], path: 'x', ...(endOfLife ? { endOfLife } : {}) })
      .map(({ partition, key, version: compared }) => `${partition} ${key} ${compared}`);
  assert.deepEqual(at('10', { date: '2024-06-30', passed: true }), ['debian-tracker-git/buster s 1-1']);
  assert.deepEqual(at('13', { date: '2030-06-30', passed: false }), []);
  assert.deepEqual(at('14'), []);
});
