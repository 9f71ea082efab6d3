import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, tourFolder } from '../../../lab/fixtures/index.ts';
import type { BareReport } from '../../records/index.ts';
import { scanFact } from '../gate/scan-fact.ts';
import { rejudge } from '../ledger/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { records } from '../ship/testing/ship-world.ts';
import { flaw, id, openvex, product, told, tourScene } from './testing/tour-scene.ts';

const { target, tourSettings } = tourScene(tourFolder);

async function again(settings: Settings): Promise<BareReport> {
  const [one] = await rejudge(settings);
  assert.ok(one?.state === 'judged');
  return one.report;
}

async function gated(settings: Settings): Promise<string | undefined> {
  const newest = (await records(settings)).findLast(({ kind }) => kind === 'scan');
  assert.ok(newest);
  return scanFact([newest], new Date('2026-02-01')).findings.find((one) => one.id === id)?.suppressed;
}

test('what a scan has taken in stays in force when it is judged again, for the gate too, until a later statement', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work, { record: true });
    const its = product(await scan(target, { ...settings, record: false }));
    const [file, later] = [join(work, 'x.json'), join(work, 'later.json')];
    // Half a character, which no ledger takes, must not keep it from being recorded.
    const half = { justification: 'component_not_present', impact_statement: `\ud83d${'😀'.repeat(2_000)}` };
    await writeFile(file, JSON.stringify({ ...openvex(its, half), author: 'Harbour team \udc00' }));
    const before = await scan(target, { ...settings, vex: { places: [file] } });
    assert.match((await gated(settings)) ?? '', /^Harbour team .: not affected/);
    for (let times = 0; times < 2; times++) {
      const report = await again(settings);
      assert.deepEqual(flaw(report)?.suppression, flaw(before)?.suppression);
      assert.match((await gated(settings)) ?? '', /^Harbour team .: not affected/);
    }
    await writeFile(
      later,
      JSON.stringify({ ...openvex(its, { status: 'affected' }), timestamp: '2025-12-01T00:00:00Z' }),
    );
    const changed = await again({ ...settings, vex: { places: [later] } });
    assert.equal(flaw(changed)?.suppression, undefined);
    assert.match(told(changed), /which does not count here: a later statement/);
    assert.equal(await gated(settings), undefined);
    assert.equal(flaw(await again(settings))?.suppression, undefined, 'it is over');
  }));
