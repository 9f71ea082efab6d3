import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  inTemporaryDirectory,
  layer,
  ociLayout,
  sensorCgroup,
  sensorCounts,
  sensorExec,
  sensorHello,
  sensorOpen,
  sensorSnapshotEnd,
} from '../../../lab/fixtures/index.ts';
import { defined, fixedClock } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import type { AskSocket } from '../../phases/4-run/index.ts';
import { type EventSummary, eventSummaryKind, readRecord } from '../../records/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import type { AlertLine } from './alert-line.ts';
import { inUseOf } from './in-use-of.ts';
import { replay } from './replay.ts';
import { type WatchListener, type WatchRequest, watch } from './watch.ts';

const rule = `- rule: Shell in a container
  desc: a shell was started
  condition: evt.type = execve and container.id != host and proc.name = sh
  output: shell %proc.exepath
  priority: WARNING
- rule: Debugger
  desc: somebody looks into a process
  condition: evt.type = ptrace
  output: ptrace
  priority: WARNING
`;
const id = 'a1'.repeat(32);
const inside = { cgroup: 5n, pid: 10, name: 'sh' };
const second = 1_000_000_000n;
const began = 1_700_000_000n * second;
const file = (name: string) => `/app/node_modules/${name}/index.js`;

const short = id.slice(0, 12);
const opening = Buffer.concat([sensorHello(), sensorCgroup(5n, `/docker/${id}`), sensorCgroup(9n, '/init.scope')]);
const shell = (at: bigint) => sensorExec({ ...inside, time: began + at * second }, { path: '/bin/sh', args: ['sh'] });
const opens = (name: string, at: bigint, process: object = inside) =>
  sensorOpen({ ...process, time: began + at * second }, { name: file(name), marks: 64 });
/** Events told, names unread, events lost that open files, mapped code that was lost. */
const counts = (told = 0, unread = 0, opened = 0, records = 0) => ({
  ...{ told, unread, records, rings: [0, 0, opened] as const },
  byCode: opened === 0 ? [] : [[307, opened] as const],
});
const end = (...given: readonly number[]): Buffer => sensorCounts('end', counts(...given));

/** A sensor that tells these pieces one after the other, and the last one when it is asked to end. */
function pretender(folder: string, pieces: readonly Buffer[], last: Buffer | 'fails'): string {
  const program = join(folder, 'sensor');
  const texts = pieces.map((piece) => piece.toString('base64'));
  const ending =
    last === 'fails'
      ? 'process.exit(1)'
      : `process.stdout.write(Buffer.from('${last.toString('base64')}', 'base64'), () => process.exit(0))`;
  writeFileSync(
    program,
    `#!${process.execPath}
    process.on('SIGTERM', () => { ${ending}; });
    const pieces = ${JSON.stringify(texts)};
    const next = () => {
      const piece = pieces.shift();
      if (piece !== undefined) process.stdout.write(Buffer.from(piece, 'base64'), () => setTimeout(next, 100));
      else if (${last === 'fails'}) process.exit(1);
    };
    next();
    setInterval(() => {}, 1000);\n`,
  );
  chmodSync(program, 0o755);
  return program;
}

interface World {
  readonly folder: string;
  readonly settings: Settings;
  readonly digest: `sha256:${string}`;
  readonly image: string;
  readonly rules: string;
}

/** An image with two packages, scanned; rules; nothing else. */
async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (folder) => {
    const settings: Settings = offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      clock: fixedClock('2026-11-24T00:00:00Z'),
      toolVersion: 'test',
    });
    const image = join(folder, 'image');
    const manifest = (name: string) => ({
      path: `app/node_modules/${name}/package.json`,
      body: JSON.stringify({ name, version: '1.0.0' }),
    });
    const { images } = await ociLayout(image, { layers: [layer([manifest('used'), manifest('idle')])] });
    await scan(`oci:${image}`, settings);
    const rules = join(folder, 'rules.yaml');
    writeFileSync(rules, rule);
    const digest = images[0]?.manifest.digest ?? 'sha256:none';
    await work({ folder, settings, digest: digest as World['digest'], image: `oci:${image}`, rules });
  });
}

async function watching(
  { settings, rules }: World,
  sensor: string,
  request: Partial<WatchRequest> = {},
  listener: Partial<WatchListener> = {},
) {
  const stop = new AbortController();
  const alerts: AlertLine[] = [];
  const told: string[] = [];
  const result = await watch(
    { sensor, rules: [rules], stop: stop.signal, ask: nobody, read: () => undefined, ...request },
    settings,
    {
      onAlert: (alert) => void alerts.push(alert),
      onReady: () => stop.abort(),
      onNote: (note) => void told.push(note),
      onLost: (lost) => void told.push(`lost ${lost}`),
      ...listener,
    },
  );
  return { ...result, alerts, told };
}

const nobody: AskSocket = async () => ({ status: 404, body: new Uint8Array() });

async function summaries(settings: Settings, subject?: string): Promise<readonly EventSummary[]> {
  const ledger = await openLedger(settings.ledgerDirectory ?? '');
  try {
    const { records } = await ledger.list({ kinds: ['event-summary'], ...defined({ subject }) });
    const whole = await Promise.all(records.map(({ sequence }) => ledger.get(sequence)));
    return whole.map((record) => readRecord(eventSummaryKind, record ?? assert.fail()));
  } finally {
    await ledger.close();
  }
}

test('a watch alerts, learns what is in use in the image the engine names, and keeps a summary of both', async () => {
  await inWorld(async (world) => {
    const { folder, settings, digest } = world;
    const frames = Buffer.concat([opening, shell(0n), opens('used', 3n), opens('idle', 4n, { cgroup: 9n, pid: 11 })]);
    const sensor = pretender(folder, [frames], end(3, 1, 2));
    const ask: AskSocket = async (_socket, path) => {
      const found = path.startsWith('/containers/')
        ? { Image: `sha256:${'0'.repeat(64)}` }
        : { RepoDigests: [`x@${digest}`] };
      return { status: 200, body: Buffer.from(JSON.stringify(found)) };
    };
    const { summary, inUse, notes, alerts, told } = await watching(world, sensor, { ask });
    assert.deepEqual([summary.events, summary.judged, summary.alerts, summary.unread], [3, 1, 1, 1]);
    assert.deepEqual([...summary.lost], [['openat', 2]]);
    assert.equal(summary.incomplete, undefined);
    assert.match(alerts[0]?.text ?? '', /Warning shell \/bin\/sh/);
    assert.deepEqual(notes, []);
    assert.deepEqual(told.slice(1), ['lost 2']);
    assert.match(
      told[0] ?? '',
      /^1 of 2 rules can say nothing of the sensor, and stay silent: Debugger \(ptrace is not told\)$/,
    );
    assert.deepEqual(
      inUse.map(({ subject, evidence }) => [subject, evidence.packages.map(({ name }) => name), evidence.limits]),
      [[digest, ['used'], ['2 events were lost', '1 events came without a name']]],
      'what the host opened is not the image’s',
    );
    assert.equal((await inUseOf(digest, settings)).length, 1);
    const [own] = await summaries(settings, digest);
    assert.deepEqual(
      [own?.events, own?.alertsInAll, own?.lost, own?.lostByKind, own?.containers],
      [2, 1, 2, { openat: 2 }, [short]],
    );
    assert.deepEqual([own?.by, own?.rules, own?.limits], ['watch', { on: 2, silent: 1 }, []]);
    const at = '2023-11-14T22:13:20.000000000Z';
    assert.deepEqual(
      own?.findings.map(({ finding: { title, severity, subject }, count, first, last }) => [
        [title, severity, subject],
        [count, first, last],
      ]),
      [
        [
          ['Shell in a container', 'medium', undefined],
          [1, at, at],
        ],
      ],
    );
    assert.deepEqual(
      (await summaries(settings)).map(({ events }) => events),
      [3, 2],
      'and one of the machine',
    );
  });
});

test('a container in which nothing was seen but an alert has it kept of its image too', async () => {
  await inWorld(async (world) => {
    const { folder, settings, digest, image } = world;
    // A path that is not whole is no file of a package.
    const alone = sensorExec({ ...inside, time: began }, { path: 'sh', args: ['sh'] });
    const onHost = opens('used', 1n, { cgroup: 9n, pid: 11 });
    const sensor = pretender(folder, [Buffer.concat([opening, alone, onHost])], end());
    const { inUse } = await watching(world, sensor, { image });
    assert.deepEqual(
      inUse.map(({ subject, evidence }) => [subject, evidence.packages, evidence.observation.containers]),
      [[digest, [], [short]]],
    );
    const [own] = await summaries(settings, digest);
    assert.deepEqual(
      own?.findings.map(({ finding, count }) => [finding.title, count]),
      [['Shell in a container', 1]],
    );
  });
});

test('a recording of the sensor tells no machine: what is found of no known image is told, and that it is not kept', async () => {
  await inWorld(async ({ folder, settings, rules, image, digest }) => {
    const capture = join(folder, 'run.frames');
    writeFileSync(capture, Buffer.concat([opening, shell(0n), shell(1n), end(2)]));
    const unknown = await replay({ capture, rules: [rules] }, settings, () => {});
    assert.match(unknown.notes.join('\n'), /^2 alerts not kept: the recording tells neither its machine nor an image/m);
    assert.deepEqual(await summaries(settings), []);
    const known = await replay({ capture, rules: [rules], image }, settings, () => {});
    assert.doesNotMatch(known.notes.join('\n'), /not kept/);
    assert.deepEqual(
      (await summaries(settings)).map(({ by, alertsInAll, findings }) => [by, alertsInAll, findings.length]),
      [['replay', 2, 1]],
    );
    assert.equal((await summaries(settings, digest)).length, 1);
    const quiet = await replay({ capture, rules: [rules] }, { ...settings, record: false }, () => {});
    assert.doesNotMatch(quiet.notes.join('\n'), /not kept/, 'nobody asked for it');
  });
});

test('portions do not overlap, and the image can be named', async () => {
  await inWorld(async (world) => {
    const { folder, settings, digest, image } = world;
    const first = Buffer.concat([opening, shell(0n), opens('used', 60n), sensorCounts('lost', counts(2, 0, 1))]);
    const later = Buffer.concat([opens('idle', 70n), shell(75n)]);
    const sensor = pretender(folder, [first, later], end(4, 0, 1));
    const stop = new AbortController();
    let alerts = 0;
    const result = await watching(
      world,
      sensor,
      { image, keepEvery: 60_000, stop: stop.signal },
      {
        onReady: () => {},
        onAlert: () => {
          alerts += 1;
          if (alerts === 2) stop.abort();
        },
      },
    );
    assert.deepEqual(result.told.slice(1), ['lost 1']);
    assert.deepEqual(
      result.inUse.map(({ evidence: { packages, limits, observation } }) => [
        packages.map(({ name }) => name),
        limits,
        observation.observedFor,
      ]),
      [
        [['used'], ['1 events were lost'], 60_000],
        [['idle'], [], 5_000],
      ],
    );
    const [day, ...others] = await inUseOf(digest, settings);
    assert.deepEqual(
      [day?.packages.map(({ name }) => name), others],
      [['idle', 'used'], []],
      'a day is one observation',
    );
  });
});

test('what is found in a container whose image was never scanned is kept by the digest that its engine tells', async () => {
  await inWorld(async (world) => {
    const { folder, settings } = world;
    const manifest = `sha256:${'d'.repeat(64)}` as const;
    const told = { Image: `sha256:${'0'.repeat(64)}`, Config: { Image: 'shop/web:9' }, RepoDigests: [`x@${manifest}`] };
    const ask: AskSocket = async () => ({ status: 200, body: Buffer.from(JSON.stringify(told)) });
    const sensor = pretender(folder, [Buffer.concat([opening, shell(0n), opens('used', 1n)])], end(2));
    const { inUse, notes } = await watching(world, sensor, { ask });
    assert.deepEqual(inUse, []);
    assert.match(notes.join(), /no inventory of sha256:d+ \(container a1a1a1a1a1a1\) in the ledger: scan it first/);
    const [own] = await summaries(settings, manifest);
    assert.deepEqual([own?.events, own?.alertsInAll, own?.containers], [2, 1, [short]]);
  });
});

test('what was there before and could not be read is told', async () => {
  await inWorld(async (world) => {
    const notesWith = async (unread: number) => {
      const frames = Buffer.concat([opening, sensorSnapshotEnd(3, 7, unread), shell(1n)]);
      const { notes } = await watching(world, pretender(world.folder, [frames], end()), { image: world.image });
      return notes.filter((note) => note.includes('before'));
    };
    assert.deepEqual(await notesWith(0), []);
    assert.match((await notesWith(1)).join('\n'), /^1 process that ran before the watch .*could not be read whole/);
    assert.match((await notesWith(2)).join('\n'), /^2 processes that ran before/);
  });
});

test('nothing is kept when that is not wanted; an image that nobody tells is told', async () => {
  await inWorld(async (world) => {
    const sensor = pretender(world.folder, [Buffer.concat([opening, opens('used', 1n)])], end());
    const quiet = { ...world, settings: { ...world.settings, record: false } };
    const { notes, inUse } = await watching(quiet, sensor);
    assert.deepEqual(inUse, []);
    assert.ok(
      notes.some((note) => /^the image of a1a1a1a1a1a1 is not known \(no engine/.test(note)),
      notes.join(),
    );
    const named = await watching(quiet, sensor, { image: world.image });
    assert.equal(named.inUse.length, 1);
    assert.deepEqual(named.notes, []);
    assert.deepEqual([await inUseOf(world.digest, world.settings), await summaries(world.settings)], [[], []]);
  });
});

test('a sensor that fails ends the watch, and what came before is kept; one that is cut off leaves it incomplete', async () => {
  await inWorld(async (world) => {
    const { folder, image } = world;
    const frames = [Buffer.concat([opening, opens('used', 1n)])];
    const failed = await watching(world, pretender(folder, frames, 'fails'), { image }, { onReady: () => {} });
    assert.deepEqual([failed.summary.events, failed.summary.incomplete?.code], [1, 'E_SENSOR']);
    for (const text of [failed.gaps[0]?.message, failed.inUse[0]?.evidence.limits[0]])
      assert.match(text ?? '', /it was not seen to its end: the sensor ended with status 1/);
    assert.match(failed.alerts[0]?.text ?? '', /Critical nothing is watched any more: the sensor ended with status 1/);
    assert.equal(JSON.parse(failed.alerts[0]?.json ?? '').rule, 'Seaworthy internal: the watch ended');
    const { summary } = await watching(world, pretender(folder, frames, Buffer.alloc(0)), { image });
    assert.equal(summary.incomplete?.code, 'E_TRUNCATED');
    await assert.rejects(watching(world, join(folder, 'nowhere')), { code: 'E_SENSOR' });
    await assert.rejects(watching(world, 'x', { rules: [join(folder, 'none')] }), { code: 'E_TARGET_NOT_FOUND' });
  });
});

test('what is not watched because somebody wishes it so is told, and kept beside what was in use', async () => {
  await inWorld(async (world) => {
    const { folder, image, settings } = world;
    const sensor = pretender(folder, [Buffer.concat([opening, opens('used', 1n)])], end());
    const { inUse, told } = await watching(world, sensor, { image, muteCgroups: ['77'], mutePaths: ['/a'] });
    const sentences = ['runs in 77', 'is opened in /a'].map((what) => `not watched, as it was asked for: what ${what}`);
    assert.deepEqual(told.slice(0, 2), sentences);
    const [summary] = await summaries(settings);
    assert.deepEqual([inUse[0]?.evidence.limits, summary?.limits], [sentences, sentences]);
  });
});

test('a ledger that cannot be written is told, and takes nothing from the watch', async () => {
  await inWorld(async (world) => {
    const { folder, image } = world;
    const broken = join(folder, 'file');
    writeFileSync(broken, '');
    const settings = { ...world.settings, ledgerDirectory: join(broken, 'ledger') };
    const sensor = pretender(folder, [Buffer.concat([opening, shell(0n)])], end());
    const { alerts, told } = await watching({ ...world, settings }, sensor, { image });
    assert.equal(alerts.length, 1);
    assert.match(told.at(-1) ?? '', /^what was seen could not be kept: /);
  });
});

test('frames that were kept are replayed as they were told', async () => {
  await inWorld(async ({ folder, settings, rules, digest, image }) => {
    const capture = join(folder, 'run.frames');
    const alerts: AlertLine[] = [];
    const run = (bytes: Buffer, name?: string) => {
      writeFileSync(capture, bytes);
      const request = { capture, rules: [rules], ...defined({ image: name }) };
      return replay(request, settings, (alert) => void alerts.push(alert));
    };
    const told = Buffer.concat([opening, shell(0n), opens('used', 3n), opens('idle', 4n, { cgroup: 9n, pid: 11 })]);
    const whole = await run(Buffer.concat([told, end(3, 2, 0, 4)]), image);
    assert.deepEqual([whole.summary.events, whole.summary.alerts, whole.summary.unread], [3, 1, 2]);
    assert.deepEqual([...(whole.summary.lost ?? [])], [['records', 4]]);
    assert.equal(alerts[0]?.rule, 'Shell in a container');
    assert.deepEqual(
      whole.inUse.map(({ subject, evidence }) => [subject, evidence.packages.map(({ name }) => name)]),
      [[digest, ['used']]],
    );
    assert.match(whole.notes.join(), /Debugger/);
    const cut = await run(told.subarray(0, told.length - 3));
    assert.deepEqual([cut.summary.events, cut.summary.incomplete?.code], [2, 'E_TRUNCATED']);
    const spoilt = await run(Buffer.concat([told, Buffer.alloc(4)]));
    assert.deepEqual([spoilt.summary.incomplete?.code], ['E_FORMAT']);
    const other = Buffer.from(opening);
    other.writeUInt16LE(3, 13);
    await assert.rejects(run(other), { code: 'E_FORMAT' }, 'a version to come');
    for (const nothing of ['', 'x', 'something that is no recording'])
      await assert.rejects(run(Buffer.from(nothing)), { name: 'SeaworthyError' }, nothing);
  });
});
