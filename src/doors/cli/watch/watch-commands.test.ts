import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, otherFinding } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import type { AlertLine, ReplayResult, SensorSummary, WatchRequest, WatchResult } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost, sampleReport } from '../testing/fake-host.ts';

const alert: AlertLine = {
  json: '{"rule":"Shell"}',
  text: '10:00:00.0: Warning a shell',
  rule: 'Shell',
};
const seen: SensorSummary = {
  events: 12,
  unknownEvents: 0,
  judged: 3,
  alerts: 1,
  byRule: new Map([['Shell', 1]]),
  byPriority: new Map([['Warning', 1]]),
  dropped: 0,
  forgotten: 0,
  lost: new Map(),
  unread: 0,
  cut: 0,
};
const inUse: WatchResult['inUse'] = [
  {
    subject: 'sha256:a',
    name: 'shop/web:1',
    evidence: {
      observation: { first: '', last: '', observedFor: 1, events: 12, containers: ['c'] },
      limits: ['2 events were lost'],
      packages: [
        {
          ...{ purl: 'pkg:npm/used@1', name: 'used', version: '1', strongest: 'open', exec: 0, map: 0, open: 1 },
          ...{ first: '', last: '', files: [] },
        },
      ],
      unownedFiles: 0,
    },
  },
];

const gap = { code: 'E_INCOMPLETE', message: 'the sensor lost events' } as const;

const report = sampleReport([otherFinding({ kind: 'runtime', id: 'runtime/shell' })]);

interface Watched {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly request: WatchRequest | undefined;
}

/** A watch that is ready at once, gives one alert and goes on until it is stopped. */
async function watch(line: string, over: Partial<WatchResult> = {}, options: FakeOptions = {}): Promise<Watched> {
  let request: WatchRequest | undefined;
  const host = fakeHost({
    ...options,
    flows: {
      watch: async (given, settings, listener) => {
        request = given;
        listener.onNote?.('1 of 2 rules stay silent');
        listener.onReady?.();
        await listener.onAlert(alert);
        listener.onLost?.(7);
        const stop = AbortSignal.any([given.stop, ...(settings.signal ? [settings.signal] : [])]);
        if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve));
        return { summary: seen, inUse, notes: ['the image of b is not known'], gaps: [], report, ...over };
      },
    },
  });
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed(), err: host.said(), request };
}

test('a watch prints its alerts and says what was seen', async () => {
  const { code, out, err, request } = await watch(
    'watch --for 5ms --rules a.yaml --rules b.yaml --image shop/web:1 --sensor tools/sensor',
  );
  assert.equal(code, 0);
  assert.equal(out, '10:00:00.0: Warning a shell\n');
  assert.match(err, /warning: 1 of 2 rules stay silent\nwatching for 0\.005 s\nwarning: 7 events were lost so far\n/);
  assert.match(err, /warning: the image of b is not known\n12 events, 1 alert: 1 × Shell\n/);
  assert.match(err, /shop\/web:1: 1 package in use \(used\); 2 events were lost\n$/);
  assert.deepEqual(
    [request?.sensor, request?.rules, request?.image],
    ['/nowhere/work/tools/sensor', ['a.yaml', 'b.yaml'], 'shop/web:1'],
  );
  const json = await watch('watch --for 5ms -o jsonl');
  assert.equal((await watch('watch --for 5ms --json')).out, json.out, 'the older word');
  assert.equal(json.out, '{"rule":"Shell"}\n');
  assert.equal(json.request?.sensor, '/nowhere/package/sensor/build/seaworthy-sensor');
});

test('what was lost, or not seen to its end, ends with 5', async () => {
  const lost = await watch('watch --for 5ms', { summary: { ...seen, unread: 3 }, gaps: [gap] });
  assert.equal(lost.code, 5);
  assert.match(lost.err, /3 events came without a name/);
  assert.match(lost.err, /warning: the sensor lost events\n$/);
  const allowed = await watch('watch --for 5ms --allow-partial', { gaps: [gap] });
  assert.equal(allowed.code, 0);
});

test('stopped: 0 when it was to run until then, 130 when it was to run longer', async () => {
  const stopped = (): FakeOptions => ({ signal: AbortSignal.timeout(20) });
  assert.equal((await watch('watch', {}, stopped())).code, 0);
  assert.equal((await watch('watch', { gaps: [gap] }, stopped())).code, 5);
  const early = await watch('watch --for 1h', {}, stopped());
  assert.equal(early.code, 130);
  assert.match(early.err, /12 events, 1 alert\b/, 'what was seen is told all the same');
});

test('nobody reads the alerts any more: the watch ends, and says so', async () => {
  const { code, err } = await watch('watch', {}, { readsLines: 0 });
  assert.equal(code, 5);
  assert.match(err, /nobody reads the alerts any more: the watch ended/);
});

test('root is given up when the sensor is ready, and not before', async () => {
  const { code, err } = await watch('watch --for 5ms --user harbour');
  assert.equal(code, 0);
  assert.match(err, /^warning: 1 of 2 rules stay silent\nnow harbour\nwatching for/);
});

test('a sensor that may not watch, and times that are none', async () => {
  const refuse = {
    watch: () => Promise.reject(new SeaworthyError('E_SENSOR', 'the sensor may not watch this machine')),
  };
  const host = fakeHost({ flows: refuse });
  assert.equal(await cli(['watch'], host), 1);
  assert.match(host.said(), /may not watch this machine.*\[E_SENSOR\]/);
  for (const time of ['25d', '0s', 'soon']) assert.equal((await watch(`watch --for ${time}`)).code, 2, time);
});

test('a replay tells what was not seen', async () => {
  const result: ReplayResult = { summary: seen, inUse: [], notes: [], gaps: [gap], report };
  const host = fakeHost({ flows: { replay: async () => result } });
  assert.equal(await cli(['replay', 'run.frames'], host), 5);
  assert.match(host.said(), /warning: the sensor lost events\n/);
});

test('a report of what rules found stands beside the alerts in a file, and in their place when it is printed', async () => {
  const line = 'watch --for 5ms --rules a.yaml';
  const printed = await watch(`${line} -o name`);
  assert.deepEqual([printed.code, printed.out], [0, 'runtime/shell\n']);
  const lost = await watch(`${line} -o name`, { gaps: [gap] });
  assert.deepEqual([lost.code, lost.out], [5, 'runtime/shell\n'], 'what was lost ends with 5 as ever');
  const refused: readonly (readonly [line: string, why: RegExp])[] = [
    ['watch --for 5ms -o json', /there are none.*--rules/s],
    [`${line} --json -o json`, /cannot both go to standard output/],
    [`${line} -o text -o json`, /cannot both go to standard output/],
    [`${line} -o text -o jsonl`, /in one form only/],
    [`${line} -o jsonl=alerts`, /written to no file \(alerts\)\. Redirect/],
    [`${line} -o spdx`, /tells nothing/],
  ];
  for (const [wrong, why] of refused) {
    const { code, err, request } = await watch(wrong);
    assert.deepEqual([code, request], [2, undefined], wrong);
    assert.match(err, why);
  }
  const setting: FakeOptions = { env: { SEAWORTHY_OUTPUT: 'json' } };
  const alerts = await watch(line, {}, setting);
  assert.deepEqual(
    [alerts.code, alerts.out],
    [0, '10:00:00.0: Warning a shell\n'],
    'a setting for all silences nobody',
  );
});

test('only a report in a file holds what rules found, so only there is it explained', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'r.json');
    const result: ReplayResult = { summary: seen, inUse: [], notes: [], gaps: [], report };
    const tables: readonly (readonly [words: string, hint: string | undefined])[] = [
      ['', undefined],
      ['--no-record', undefined],
      [`--ledger ${folder}`, undefined],
      [`-o json=${file}`, `next: seaworthy explain runtime/shell --from ${file}`],
      [`-o html=${file}.html`, undefined],
    ];
    for (const [words, hint] of tables) {
      const options: FakeOptions = { env: { XDG_DATA_HOME: folder } };
      const line = ['-o', 'table', ...words.split(' ').filter((word) => word !== '')];
      const host = fakeHost({ ...options, flows: { replay: async () => result } });
      assert.equal(await cli(['replay', 'run.frames', '--rules', 'a.yaml', ...line], host), 0, host.said());
      const watched = await watch(['watch --for 5ms --rules a.yaml', ...line].join(' '), {}, options);
      for (const out of [host.printed(), watched.out]) {
        assert.match(out, /runtime\/shell/);
        assert.equal(/^next: .*$/m.exec(out)?.[0], hint, words);
      }
    }
    const options: FakeOptions = { env: { XDG_DATA_HOME: folder } };
    const scanned = fakeHost({ ...options, flows: { scan: async () => sampleReport([otherFinding({})]) } });
    await cli(['scan', 'x', '-o', 'table'], scanned);
    assert.match(scanned.printed(), /^next: seaworthy explain/m, 'what was looked for is found again');
  }));
