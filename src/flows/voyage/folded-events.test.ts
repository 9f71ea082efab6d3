import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstFindings, laterFindings, onDay, record, scan } from './testing/records.ts';
import { told } from './testing/voyages.ts';

test('scans that found the same again are one event; any difference is told', async () => {
  const problem = { code: 'E_FORMAT', message: 'torn', where: 'lib/x', part: 'deb', incomplete: true };
  const scanned = (day: number, payload: object) => record({ kind: 'scan', time: onDay(day), payload });
  const [one, other] = [scan(firstFindings), scan(laterFindings)];
  const aside = firstFindings.map((found, at) =>
    at === 2 ? { ...found, suppression: { by: 'ops', reason: 'x' } } : found,
  );
  const cases: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ['nothing new', [one, one, one], ['1 +2 until 3']],
    ['another finding between', [one, one, other, one, one], ['1 +1 until 2', '3', '4 +1 until 5']],
    [
      'something missed the second time',
      [one, scan(firstFindings, 'image', { problems: [problem] }), one],
      ['1', '2', '3'],
    ],
    ['judged again', [one, scan(firstFindings, 'inventory'), scan(firstFindings, 'inventory')], ['1', '2 +1 until 3']],
    ['set aside the second time', [one, scan(aside)], ['1', '2']],
  ];
  for (const [name, payloads, expected] of cases) {
    const found = await told(payloads.map((payload, at) => scanned(at + 1, payload)));
    const events = found.phases[0]?.events ?? [];
    assert.deepEqual(
      events.map(({ record: { sequence }, again }) =>
        again === undefined ? `${sequence}` : `${sequence} +${again.count} until ${again.sequence}`,
      ),
      expected,
      name,
    );
  }
});
