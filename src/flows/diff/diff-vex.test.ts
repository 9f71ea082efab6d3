import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, tourFolder } from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { ledgerReport } from '../ledger/index.ts';
import { scan } from '../scan.ts';
import { id, openvex, product, tourScene } from '../vex/testing/tour-scene.ts';
import { diff } from './load-report.ts';

const { target, tourSettings } = tourScene(tourFolder);

test('statements weigh both sides, whether they are scanned now or were before', () =>
  inTemporaryDirectory(async (work) => {
    const settings = tourSettings(work, { record: true });
    const before = await scan(target, settings);
    const file = join(work, 'vex.json');
    await writeFile(file, JSON.stringify(openvex(product(before))));
    const weighing = { ...settings, vex: { places: [file] } };
    const { sequence } = { sequence: 2 };
    for (const [a, b] of [
      [before, target],
      [`ledger:${sequence}`, target],
      [before, `ledger:${sequence}`],
    ] as const) {
      const { findings } = await diff(a, b, weighing);
      assert.deepEqual([findings.appeared.length, findings.gone.length, findings.changed.length], [0, 0, 0]);
    }
    const now = await scan(target, { ...weighing, record: false });
    const { findings } = await diff(before, now, settings);
    assert.deepEqual(
      findings.changed.map(({ after, changes }) => [after.id, changes.map(({ aspect, from }) => [aspect, from])]),
      [[id, [['suppression', 'none']]]],
    );
  }));

test('a name with a day is how it stood at the end of that day', () =>
  inTemporaryDirectory(async (work) => {
    const on = (time: string) => tourSettings(work, { record: true, clock: fixedClock(new Date(time)) });
    const times = ['2026-01-01T10:00:00.000Z', '2026-01-02T23:59:59.000Z', '2026-01-04T00:00:00.000Z'];
    for (const time of times) await scan(target, on(time));
    const name = (await scan(target, { ...on('2026-01-05T00:00:00Z'), record: false })).subject.name;
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['2026-01-01', times[0]],
      ['2026-01-01T09:59:59Z', undefined],
      ['2026-01-01T10:00:00Z', times[0]],
      ['2026-01-02', times[1]],
      ['2026-01-03', times[1]],
      ['2026-01-04', times[2]],
      ['2030-01-01', times[2]],
      ['2025-12-31', undefined],
      ['2026-02-31', undefined],
    ];
    for (const [day, expected] of cases) {
      const asked = ledgerReport(`${name}@${day}`, on('2026-01-05T00:00:00Z'));
      if (expected === undefined) await assert.rejects(asked, { code: 'E_TARGET_NOT_FOUND' }, day);
      else assert.equal((await asked).created, expected, day);
    }
  }));
