import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Advisory } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { nodejs } from './index.ts';
import { vulnerableRanges } from './lines.ts';

const rows: readonly (readonly [vulnerable: string, patched: string, ranges: string | undefined])[] = [
  ['20.x || 22.x', '^20.20.2 || ^22.22.2', '20.0.0-20.20.2 22.0.0-22.22.2'],
  [' 12.x || 14.x', '^12.22.4 || ^14.17.4', '12.0.0-12.22.4 14.0.0-14.17.4'],
  ['0.10.x || 0.12.x || 4.x', '^0.10.48 || ^0.12.17 || ^4.6.1', '0.10.0-0.10.48 0.12.0-0.12.17 4.0.0-4.6.1'],
  // A line without a patch: the first version that is not affected ends it, and lines without one between them are one stretch.
  ['5.x || 4.x', '^4.1.1', '4.0.0-4.1.1 5.0.0-6.0.0'],
  ['5.x || 6.x', '^6.2.1', '5.0.0-6.2.1'],
  ['>=6.0.0 <6.2.0 || 5.x', '^6.2.0 || ^5.11.1', '5.0.0-5.11.1 6.0.0-6.2.0'],
  ['<= 10', '>= 10.9.0', '0.0.0-10.9.0'],
  ['8.5.0', '^8.6.0', '8.5.0-8.5.1'],
  ['^7.1.0', '^7.2.0', '7.1.0-7.2.0'],
  ['>= 20', '', '20.0.0-'],
  ['~4.2.1', '', '4.2.1-4.3.0'],
  ['4.x', '^4.0.0', ''],
  ['', '', undefined],
  ['20.x', 'soon', undefined],
  ['*', '^4.0.0', undefined],
  ['20.x - 22.x', '', undefined],
  ['99999999.x', '', undefined],
];
for (const [vulnerable, patched, expected] of rows) {
  test(`vulnerable ${JSON.stringify(vulnerable)}, patched ${JSON.stringify(patched)}`, () => {
    const ranges = vulnerableRanges(vulnerable, patched);
    assert.equal(ranges?.map(({ introduced, fixed }) => `${introduced}-${fixed ?? ''}`).join(' '), expected);
  });
}

function read(index: object): { readonly advisories: readonly Advisory[]; readonly unread: readonly string[] } {
  const parsed = nodejs.parse('nodejs', [{ path: 'index.json', bytes: Buffer.from(JSON.stringify(index)) }]);
  const advisories = [...parsed.records].flatMap((one) => (one.kind === 'advisory' ? [one.advisory] : []));
  return { advisories, unread: parsed.unread ?? [] };
}

test('an entry of another system, one over several flaws, and one that nobody understands', () => {
  const entry = { cve: ['CVE-2030-0001'], vulnerable: '50.x', patched: '^50.1.0', severity: 'unknown' };
  const { advisories, unread } = read({
    1: { ...entry, affectedEnvironments: ['win32'] },
    2: { ...entry, cve: ['CVE-2030-0002', 'CVE-2030-0003'], severity: 'medium' },
    3: { ...entry, cve: [] },
    4: { ...entry, vulnerable: 'all of them' },
  });
  assert.deepEqual(
    advisories.map(({ id, covers, only, severity }) => [id, covers, only, severity?.level]),
    [
      ['CVE-2030-0001', [], [{ os: ['windows'] }], undefined],
      ['NODE-2', ['CVE-2030-0002', 'CVE-2030-0003'], undefined, 'medium'],
      ['NODE-3', [], undefined, undefined],
    ],
  );
  assert.match(unread.join(), /index\.json, 4/);
});

test('only Node.js itself is looked up, and only where no package manager brought it', () => {
  for (const [type, name] of [
    ['npm', 'node'],
    ['deb', 'nodejs'],
    ['generic', 'python'],
    ['generic', 'Node'],
  ] as const)
    assert.deepEqual(nodejs.lookups(examplePackage(type, name, '1'), undefined), []);
});

const real = fileURLToPath(
  new URL('../../../../../../../shared/feeds/nodejs/security-wg/vuln/core/index.json', import.meta.url),
);
test('the index as it was published', { skip: existsSync(real) ? false : 'the folder of feeds is not there' }, () => {
  const parsed = nodejs.parse('nodejs', [{ path: 'index.json', bytes: readFileSync(real) }]);
  assert.equal([...parsed.records].length + (parsed.unread?.length ?? 0), 171, parsed.unread?.join());
});
