import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory } from '../../../../../core/index.ts';
import { examplePackage } from '../example.ts';
import { archTracker } from './index.ts';

const group = {
  name: 'AVG-1',
  packages: ['p'],
  status: 'Fixed',
  severity: 'Low',
  affected: '1-1',
  issues: ['CVE-1-1'],
};

function read(...groups: readonly unknown[]) {
  const parsed = archTracker.parse('arch', [{ path: 'all.json', bytes: Buffer.from(JSON.stringify(groups)) }]);
  const advisories = [...parsed.records].flatMap((one) => (one.kind === 'advisory' ? [one.advisory] : []));
  return { advisories, problems: parsed.problems, unread: parsed.unread };
}

const states: readonly [state: object, status: Advisory['status'], ranges: Advisory['ranges']][] = [
  [{ status: 'Fixed', fixed: '1-2' }, 'affected', [{ fixed: '1-2' }]],
  [{ status: 'Testing', fixed: '1-2' }, 'affected', [{ fixed: '1-2' }]],
  [{ status: 'Vulnerable', fixed: null }, 'affected', [{}]],
  [{ status: 'Not affected', fixed: '1-2' }, 'unaffected', []],
  [{ status: 'Unknown', fixed: null }, 'undetermined', [{}]],
];
for (const [state, status, ranges] of states) {
  test(`Arch: a group that is ${JSON.stringify(state)}`, () => {
    const [found] = read({ ...group, ...state }).advisories;
    assert.deepEqual([found?.status, found?.ranges, found?.covers], [status, ranges, ['CVE-1-1']]);
  });
}

test('Arch: a group in another shape is told, the rest is read', () => {
  const { advisories, problems, unread } = read(group, { ...group, status: 'Lost' }, { ...group, packages: 'p' }, 7);
  assert.equal(advisories.length, 1);
  assert.deepEqual(unread, problems);
  assert.match(problems[0] ?? '', /^Groups that are not understood: all\.json\[1\]/);
});

test('Arch: its packages only', () => {
  const at = (type: string, id: string) =>
    archTracker.lookups(examplePackage(type, 'p', '1-1'), { id, like: [], path: 'x' }).length;
  assert.deepEqual([at('alpm', 'arch'), at('alpm', 'manjaro'), at('rpm', 'arch')], [1, 0, 0]);
});
