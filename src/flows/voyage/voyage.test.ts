import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { newestVerdicts, type Voyage, voyageEvents } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { scan as scanTarget } from '../scan.ts';
import {
  digestOf,
  image,
  imageName,
  index,
  inventory,
  life,
  onDay,
  planned,
  planOver,
  record,
  scan,
  watched,
  watched1,
} from './testing/records.ts';
import { fresh, kept, known, settingsFor, titles, told } from './testing/voyages.ts';
import { voyage } from './voyage.ts';

const eventOf = (voyageTold: Voyage, sequence: number) =>
  voyageEvents(voyageTold).filter((event) => event.record.sequence === sequence);

test('the life of an image: each record is told in its phase, with its outcome', async () => {
  const found = await told(life);
  assert.equal(found.subject, image);
  assert.equal(found.names[0], imageName);
  assert.deepEqual(found.others, [], 'the index that lists it is no other image');
  assert.deepEqual(
    found.phases.map(({ phase, events }) => [phase, ...events.map(({ kind, outcome }) => `${kind} ${outcome}`)]),
    [
      ['build', 'lint info', 'inventory info', 'scan bad', 'inventory info', 'scan bad'],
      ['ship', 'signature good', 'attestation good', 'signature good'],
      ['deploy', 'decision bad', 'decision good'],
      ['run', 'in-use unknown', 'event-summary bad'],
      ['retire', 'retire-plan info'],
    ],
  );
  assert.deepEqual(found.unplaced, []);
  assert.equal(eventOf(found, 6)[0]?.about, index);
  assert.equal(eventOf(found, 7)[0]?.about, 'workload:shop/Deployment/web');
});

test('what changed since the scan and the inventory before is said', async () => {
  const found = await told(life);
  const scanned = eventOf(found, 9)[0]?.details ?? [];
  assert.ok(scanned.includes('Since record 3: 1 appeared, 1 gone, 1 changed'), scanned.join('\n'));
  assert.ok(scanned.includes('appeared: CVE-2026-1003 (medium) in left-pad 1.3.0'));
  assert.ok(scanned.includes('gone: CVE-2026-1002 (high) in curl 7.88.1, fixed in 7.88.1-10'));
  assert.ok(scanned.includes('changed: CVE-2025-7: severity low → medium'));
  assert.ok(eventOf(found, 8)[0]?.details.includes('came: left-pad 1.3.0'));
});

test('a decision is told with what each rule said, waivers and remedies', async () => {
  const found = await told(life);
  assert.deepEqual(
    newestVerdicts(found).map(({ kind, record: { sequence } }) => [kind, sequence]),
    [
      ['retire-plan', 13],
      ['decision', 10],
      ['signature', 6],
    ],
  );
  const [refused] = eventOf(found, 7);
  assert.equal(refused?.title, 'Refused by gate production: no-exploited');
  assert.match(refused?.details.join('\n') ?? '', /failed: no-exploited: .*\nto do: Update openssl/);
  const [admitted] = eventOf(found, 10);
  assert.match(
    admitted?.details.join('\n') ?? '',
    /^waived: no-exploited: .*\nwaived by alice: patched in the kernel, until 2026-04-01/m,
  );
});

test('a record that nobody understands is shown, and what could not be judged is open', async () => {
  const found = await told([
    known('scan', { basis: 'dream' }),
    known('decision', { allowed: 'perhaps' }),
    known('in-use', null),
    known('tombstone', []),
    known('retire-plan', 'x'),
    known('lint', { findings: 3 }),
    known('signature', { act: 'made' }),
  ]);
  const events = voyageEvents(found);
  assert.equal(events.length, 7);
  for (const event of events) {
    assert.match(event.title, /^A record of kind \S+, shape [12], from seaworthy 1\.2\.3$/);
    assert.equal(event.outcome, 'unknown');
  }
  const open = titles(found).filter((title) => title.startsWith('Something could not be judged'));
  assert.ok(open.length >= 4, titles(found).join('\n'));
});

test('records of a kind from another version are told, in no phase', () =>
  inTemporaryDirectory(async (folder) => {
    const { tell } = await import('./tell.ts');
    const settings = await kept(folder, life.slice(0, 1));
    const ledger = await openLedger(settings.ledgerDirectory ?? '');
    const full = await ledger.get(1);
    await ledger.close();
    assert.ok(full !== undefined);
    const strange = { ...full, kind: 'hologram', shape: 7, payload: { colour: 'blue', deep: { x: 1 } } };
    const { events, understood } = tell(strange, image);
    assert.equal(understood, false);
    assert.deepEqual(
      events.map(({ title, phase, outcome, details }) => [title, phase, outcome, details]),
      [
        [
          'A record of kind hologram, shape 7, from seaworthy 1.2.3',
          undefined,
          'info',
          ['this version does not understand it', 'colour: blue'],
        ],
      ],
    );
  }));

test('an image is found by digest, the beginning of it, and every name; of several the one that had the name last', () =>
  inTemporaryDirectory(async (folder) => {
    const other = digestOf('4');
    const settings = await kept(folder, [
      ...life,
      record({ kind: 'inventory', subject: other, names: [imageName], time: onDay(20), payload: inventory([]) }),
      // Judged again later, but the name is another's by now.
      known('scan', scan([]), fresh),
    ]);
    for (const asked of [image, image.slice(0, 14), image.slice(7, 20)])
      assert.equal((await voyage(asked, settings)).subject, image, asked);
    const found = await voyage(imageName, settings);
    assert.equal(found.subject, other);
    assert.deepEqual(found.others.map(({ subject }) => subject).sort(), [image, index]);
    await assert.rejects(voyage('nobody', settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(voyage('', settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(voyage(imageName, settingsFor(join(folder, 'none'))), { code: 'E_TARGET_NOT_FOUND' });
    const twin = `sha256:${'a'.repeat(63)}1`;
    const ledger = await openLedger(settings.ledgerDirectory ?? '');
    await ledger.append(record({ kind: 'scan', subject: twin, names: [], time: onDay(21), payload: scan([]) }));
    await ledger.close();
    await assert.rejects(voyage('aaaaaaaa', settings), { code: 'E_USAGE' });
    assert.equal((await voyage(image, settings)).subject, image);
  }));

test('what was decided of a workload when it ran another image is not told', async () => {
  const about = { kind: 'decision', subject: 'workload:shop/Deployment/web', time: onDay(25) } as const;
  const found = await told([...life, record({ ...about, names: [digestOf('5')], payload: life[6]?.payload })]);
  assert.equal(voyageEvents(found).length, life.length);
});

test('a plan is told whole, or by the entry of the image alone; a watch by its alerts', async () => {
  const found = await told([
    known('retire-plan', planned),
    known('retire-plan', planOver(image)),
    known('retire-plan', planOver(digestOf('0'))),
    known('event-summary', watched(5, 0, 0, [])),
    known('event-summary', watched(5, 0, 3, [])),
    known('event-summary', watched(5, 3, 3, ['Shell', 'Shell'])),
    known('event-summary', watched(5, 0, 0, [], { by: 'replay', rules: { on: 0, silent: 0 } })),
    known('event-summary', watched(5, 0, 0, [], { rules: { on: 2, silent: 2 } })),
    known('event-summary', watched(5, 0, 0, [], { limits: ['cut off'] })),
    known('event-summary', watched1(0, []), { shape: 1 }),
    known('event-summary', watched1(3, ['Shell', 'Shell', 'Debugger']), { shape: 1 }),
  ]);
  assert.deepEqual(
    voyageEvents(found).map(({ title, outcome, details }) => `${outcome}: ${title}: ${details[0] ?? ''}`),
    [
      'info: May go in registry.example/team/shop by a retire plan: old: 30 days old',
      'info: May go in registry.example/team/shop by a retire plan: ',
      'info: A plan to delete 1 manifest and keep 0: it does not name this image',
      'good: Watched: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'unknown: Watched: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'bad: Watched: 3 alerts in 5 events: Shell (low), 2 times, last at 2026-03-09 12:00',
      'unknown: Replayed: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'unknown: Watched: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'unknown: Watched: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'unknown: Watched: 0 alerts in 5 events: from 2026-03-09 12:00 to 2026-03-09 18:30 UTC',
      'bad: Watched: 3 alerts in 5 events: Shell (rule priority Notice), 2 times, last at 2026-03-09 12:00',
    ],
  );
});

const spoil = async (isNoted: boolean, statement: string): Promise<Voyage> =>
  inTemporaryDirectory(async (folder) => {
    const settings = await kept(folder, life);
    if (isNoted) assert.equal((await voyage(imageName, settings)).integrity.ok, true);
    const database = new DatabaseSync(join(folder, 'ledger/ledger.sqlite'));
    assert.equal(database.prepare(statement).run().changes, 1);
    database.close();
    return voyage(imageName, settings);
  });

test('the chain of the whole ledger is checked once, and then what was written since', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = await kept(folder, life);
    const first = await voyage(imageName, settings);
    assert.deepEqual(first.integrity, { ok: true, checked: life.length, problems: [], more: 0 });
    await kept(folder, life.slice(0, 1));
    const { integrity, ...rest } = await voyage(imageName, settings);
    const time = settings.clock.now().toISOString();
    const since = { sequence: life.length, time, all: { sequence: life.length, time } };
    assert.deepEqual(integrity, { ok: true, checked: 1, since, problems: [], more: 0 });
    assert.equal(voyageEvents(rest).length, life.length + 1);
  }));

for (const isNoted of [false, true]) {
  const when = isNoted ? ', though it was found whole before' : '';
  test(`a payload that was altered is not believed, and the damage is told${when}`, async () => {
    const found = await spoil(
      isNoted,
      "UPDATE payloads SET body = x'7b7d' WHERE digest = (SELECT payload_digest FROM records WHERE sequence = 7)",
    );
    assert.equal(found.integrity.ok, false);
    assert.match(found.integrity.problems.join('\n'), /record 7: /);
    const [altered] = eventOf(found, 7);
    assert.equal(altered?.title, 'A record of kind decision that is not as it was written');
    assert.deepEqual([altered.outcome, altered.phase, altered.verdict], ['bad', 'deploy', undefined]);
    assert.equal(voyageEvents(found).length, life.length);
  });

  test(`where a header was altered the rest is still told, and the damage too${when}`, async () => {
    const found = await spoil(isNoted, "UPDATE records SET time = '2026-03-06T12:00:00.000Z' WHERE sequence = 7");
    assert.equal(found.integrity.ok, false);
    assert.match(found.integrity.problems.join('\n'), /record 7: /);
    assert.deepEqual(
      voyageEvents(found).map(({ record: { sequence } }) => sequence),
      [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13],
    );
  });
}

test('a real scan of a real image', () =>
  inTemporaryDirectory(async (folder) => {
    const target = `oci:${join(folder, 'image')}`;
    const body = JSON.stringify({ name: 'left', version: '1.0.0' });
    await ociLayout(join(folder, 'image'), { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] });
    const settings = settingsFor(folder);
    const report = await scanTarget(target, settings);
    const found = await voyage(report.subject.name, settings);
    assert.equal(report.subject.kind === 'image' ? report.subject.digest : '', found.subject);
    assert.deepEqual(
      found.phases[0]?.events.map(({ kind }) => kind),
      ['inventory', 'scan'],
    );
    assert.match(found.phases[0]?.events[0]?.title ?? '', /^Holds 1 package/);
    assert.ok(
      titles(found).some((title) => /1 package could not be judged/.test(title)),
      titles(found).join('\n'),
    );
  }));
