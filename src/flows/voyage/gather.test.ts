import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewRecord } from '../../foundations/ledger/index.ts';
import { gatherLimits } from './gather.ts';
import { image, life, onDay, record } from './testing/records.ts';
import { told } from './testing/voyages.ts';

const decided = (count: number, more: object): readonly NewRecord[] =>
  Array.from({ length: count }, (_, at) =>
    record({ kind: 'decision', time: onDay(10 + Math.floor(at / 100)), payload: life[9]?.payload, ...more }),
  );

test('that a gate decided hundreds of times since hides nothing of another kind; what is left out is counted', async () => {
  const since = gatherLimits.records + 50;
  const ofWorkload = { subject: 'workload:shop/Deployment/web', names: [image] };
  for (const more of [{}, ofWorkload]) {
    const found = await told([...life, ...decided(since, more)]);
    const kinds = new Set(found.phases.flatMap(({ events }) => events.map(({ kind }) => kind)));
    for (const kind of ['lint', 'inventory', 'scan', 'signature', 'attestation', 'in-use', 'event-summary'])
      assert.ok(kinds.has(kind), kind);
    assert.ok(!found.open.some(({ title }) => /^(?:Never scanned|No signature)/.test(title)));
    const events = found.phases.flatMap((phase) => phase.events);
    const records = new Set(events.map(({ record: { sequence } }) => sequence));
    assert.equal(found.untold, life.length + since - records.size);
    assert.ok(found.untold >= 50 && records.size <= gatherLimits.records + 12 * gatherLimits.ofEachKind);
  }
  const few = await told([...life, ...decided(20, ofWorkload)]);
  assert.equal(few.untold, 0);
});
