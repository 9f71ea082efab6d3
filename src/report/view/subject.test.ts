import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndOfLife } from '../../core/index.ts';
import { emptyReport } from '../testing/sample-report.ts';
import { supportOf } from './subject.ts';

const cases: readonly (readonly [end: EndOfLife | undefined, state: string, text: RegExp])[] = [
  [undefined, 'unknown', /^end of support not known$/],
  [{ date: '2026-04-01', passed: false }, 'supported', /^supported until [^,;]*2026[^,;]*$/],
  [{ date: '2026-04-01', passed: true }, 'ended', /^END OF LIFE since [^,;]*2026[^,;]*$/],
  [{ date: '2026-04-01', passed: false, source: 'somebody' }, 'supported', /2026[^,;]*, says somebody$/],
  [
    { date: '2026-04-01', passed: true, source: 'somebody', builtIn: '2027-05-01' },
    'ended',
    /2026[^,;]*, says somebody; the date built in is [^,;]*2027[^,;]*$/,
  ],
];

for (const [end, state, text] of cases)
  test(`support: ${JSON.stringify(end) ?? 'no date'} is ${state}, and says whose date it is`, () => {
    const distribution = { id: 'alpine', like: [], path: 'etc/os-release', ...(end ? { endOfLife: end } : {}) };
    const told = supportOf({ ...emptyReport(true), distribution });
    assert.equal(told.state, state);
    assert.match(told.text, text);
  });
