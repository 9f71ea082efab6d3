import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  execEvent,
  inTemporaryDirectory,
  layer,
  ociLayout,
  openEvent,
  scapCapture,
} from '../../../lab/fixtures/index.ts';
import { fixedClock, isIncomplete, SeaworthyError } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { type EventSummary, eventSummaryKind, readRecord } from '../../records/index.ts';
import { recordEvidence } from '../ledger/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { voyage } from '../voyage/index.ts';
import type { AlertLine } from './alert-line.ts';
import { gapsOf, type RunSummary } from './gaps.ts';
import { inUseOf } from './in-use-of.ts';
import { replay } from './replay.ts';

const rule = `- rule: Shell in a container
  desc: a shell was started
  condition: evt.type = execve and proc.name = sh
  output: shell %proc.exepath
  priority: WARNING
`;
const start = 1_790_000_000_000_000_000n;
const cgroups = [`cpu=/docker/${'a'.repeat(64)}`];

test('a recording gives alerts, and what was in use ranks the next scan of the image', async () => {
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
    const { subject } = await scan(`oci:${image}`, settings);
    // A pod that was judged has the names of its image, and is newer.
    const names = [subject.name, subject.kind === 'image' ? subject.digest : ''];
    const pod = { subject: 'workload:prod/Pod/web', names, kind: 'decision', shape: 1, payload: {} };
    await recordEvidence([pod], settings);
    const [capture, rules] = [join(folder, 'run.scap'), join(folder, 'rules.yaml')];
    writeFileSync(rules, rule);
    const events = [
      { ...execEvent(7, '/bin/sh', [], { cgroups }), time: start },
      openEvent(7, 3, '/app/node_modules/used/index.js'),
    ];
    writeFileSync(capture, scapCapture({ events }));

    const alerts: AlertLine[] = [];
    const request = { capture, rules: [rules], image: `oci:${image}` };
    const { summary, inUse, notes } = await replay(request, settings, (alert) => void alerts.push(alert));
    assert.deepEqual([summary.alerts, notes], [1, []]);
    assert.match(alerts[0]?.text ?? '', /Warning shell \/bin\/sh/);
    assert.equal(JSON.parse(alerts[0]?.json ?? '').rule, 'Shell in a container');
    assert.equal(alerts[0]?.rule, 'Shell in a container');
    assert.deepEqual(
      inUse.flatMap(({ evidence }) => evidence.packages.map(({ name }) => name)),
      ['used'],
    );
    const digest = images[0]?.manifest.digest ?? 'sha256:none';
    assert.deepEqual(
      (await inUseOf(digest, settings)).map(({ packages }) => packages.map(({ purl }) => purl)),
      [['pkg:npm/used@1.0.0']],
    );
    await replay(request, { ...settings, record: false }, () => {});
    assert.equal((await inUseOf(digest, settings)).length, 1, 'nothing is kept when that is not wanted');

    const unknown = await replay({ ...request, image: 'somebody/else' }, settings, () => {});
    assert.match(unknown.notes[0] ?? '', /no inventory of somebody\/else/);
    writeFileSync(rules, '- rule: half\n');
    await assert.rejects(
      replay(request, settings, () => {}),
      { code: 'E_FORMAT' },
    );
    await assert.rejects(
      replay({ ...request, rules: [join(folder, 'gone')] }, settings, () => {}),
      { code: 'E_TARGET_NOT_FOUND' },
    );
    await assert.rejects(
      replay({ capture: join(folder, 'gone'), rules: [] }, settings, () => {}),
      { code: 'E_TARGET_NOT_FOUND' },
    );
  });
});

const auditRule = `- rule: Created
  desc: something was made in the cluster
  condition: ka.verb = create
  output: made
  priority: INFO
  source: k8s_audit
`;

/** Rules files by what they hold, with what is said of the silence that follows. */
const blindness: readonly (readonly [
  what: string,
  rules: readonly string[],
  blind: RegExp | undefined,
  notes: RegExp,
])[] = [
  ['no rules asked for', [], undefined, /^$/],
  ['a rule that can apply', [rule], undefined, /^$/],
  [
    'rules of another source',
    [auditRule],
    /none of the rules can apply/,
    /1 of 1 rules .*stay silent: Created .*k8s_audit/,
  ],
  ['one of each', [rule, auditRule], undefined, /1 of 2 rules .*stay silent: Created/],
  ['a rule that is off', [`${rule}  enabled: false\n`], /no rule that is on/, /^$/],
  ['macros alone', ['- macro: m\n  condition: evt.type = open\n'], /no rule that is on/, /LOAD_UNUSED_MACRO/],
  ['an empty file', [''], /no rule that is on/, /^$/],
];

for (const [what, texts, blind, expected] of blindness) {
  test(`a recording judged by rules that may not apply: ${what}`, () =>
    inTemporaryDirectory(async (folder) => {
      const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
      const capture = join(folder, 'run.scap');
      writeFileSync(capture, scapCapture({ events: [{ ...execEvent(7, '/bin/true', [], { cgroups }), time: start }] }));
      const rules = texts.map((text, index) => {
        writeFileSync(join(folder, `${index}.yaml`), text);
        return join(folder, `${index}.yaml`);
      });
      const result = await replay({ capture, rules }, settings, () => {});
      const gaps = result.gaps.map(({ message }) => message).join('\n');
      assert.match(gaps, blind ?? /^$/);
      assert.match(result.notes.filter((note) => !note.includes('ledger')).join('\n'), expected);
    }));
}

test('a recording without events is no peace', () =>
  inTemporaryDirectory(async (folder) => {
    const capture = join(folder, 'run.scap');
    writeFileSync(capture, scapCapture({ events: [] }));
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const { gaps } = await replay({ capture, rules: [] }, settings, () => {});
    assert.match(gaps.map(({ message }) => message).join(), /no event/);
  }));

const gaps: readonly (readonly [
  what: string,
  seen: Partial<RunSummary>,
  blind: string | undefined,
  expected: object[],
])[] = [
  ['nothing', {}, undefined, []],
  ['names that could not be read are no gap', { unread: 3 }, undefined, []],
  [
    'what is of no known kind, or was forgotten',
    { unknownEvents: 2, unknownBlocks: 1, forgotten: 3 },
    undefined,
    [
      { code: 'E_INCOMPLETE', message: '2 events of kinds that are not known: no rule judged them' },
      {
        code: 'E_INCOMPLETE',
        message: '1 block of the recording of types that are not known: what they hold was not seen',
      },
      {
        code: 'E_INCOMPLETE',
        message: '3 processes and open files not remembered, for there were too many: rules knew less of what they did',
      },
    ],
  ],
  ['no rule', {}, 'nothing was judged', [{ code: 'E_INCOMPLETE', message: 'nothing was judged' }]],
  [
    'cut off',
    { incomplete: new SeaworthyError('E_TRUNCATED', 'cut off') },
    undefined,
    [{ code: 'E_TRUNCATED', message: 'it was not seen to its end: cut off' }],
  ],
  [
    'dropped and lost',
    { dropped: 2, lost: new Map([['open', 7]]) },
    undefined,
    [
      { code: 'E_INCOMPLETE', message: 'events were dropped in 2 stretches: what happened there is not known' },
      { code: 'E_INCOMPLETE', message: 'the sensor lost events (7 open): what happened in them is not known' },
    ],
  ],
];

for (const [what, seen, blind, expected] of gaps)
  test(`what silence does not tell: ${what}`, () => assert.deepEqual(gapsOf({ dropped: 0, ...seen }, blind), expected));

interface Kept {
  readonly subject: string;
  readonly summary: EventSummary;
}

/** The summaries in a ledger, oldest first. */
async function summaries({ ledgerDirectory = '' }: Settings): Promise<readonly Kept[]> {
  const ledger = await openLedger(ledgerDirectory);
  try {
    const { records } = await ledger.list({ kinds: ['event-summary'] });
    const whole = await Promise.all(records.map(({ sequence }) => ledger.get(sequence)));
    return whole
      .map((record) => record ?? assert.fail())
      .map((record) => ({ subject: record.subject, summary: readRecord(eventSummaryKind, record) }))
      .toReversed();
  } finally {
    await ledger.close();
  }
}

test('a replay keeps what rules found, of the image and of the machine, each fact once and nothing that an alert quotes', () =>
  inTemporaryDirectory(async (folder) => {
    const settings: Settings = offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      clock: fixedClock('2026-11-24T00:00:00Z'),
      toolVersion: 'test',
    });
    const layout = join(folder, 'image');
    const { images } = await ociLayout(layout, { layers: [layer([{ path: 'bin/sh', body: 'x' }])] });
    await scan(`oci:${layout}`, settings);
    const [capture, rules] = [join(folder, 'run.scap'), join(folder, 'rules.yaml')];
    writeFileSync(rules, rule.replace('shell %proc.exepath', 'shell %proc.exepath %proc.cmdline'));
    const shell = (tid: number, at: bigint, where: object) => ({
      ...execEvent(tid, '/bin/sh', ['-c', 'login --password hunter2'], where),
      time: start + at,
    });
    const events = [
      shell(7, 0n, { cgroups }),
      shell(8, 5n, { cgroups }),
      shell(9, 9n, {}),
      { ...execEvent(10, '/bin/true', [], { cgroups }), time: start + 10n },
    ];
    writeFileSync(capture, scapCapture({ events }));
    const request = { capture, rules: [rules], image: `oci:${layout}` };
    const said: string[] = [];
    const { notes, gaps } = await replay(request, settings, ({ text }) => void said.push(text));
    assert.match(said[0] ?? '', /hunter2/, 'on the screen of whoever asks');
    assert.deepEqual([notes, gaps], [[], []]);
    const kept = await summaries(settings);
    const digest = images[0]?.manifest.digest ?? '';
    assert.deepEqual(
      kept.map(({ subject, summary }) => [
        subject,
        [summary.by, summary.events, summary.alertsInAll, summary.lost, summary.limits, summary.rules],
        summary.findings.map(({ finding, count, first, last }) => [finding.title, count, first, last]),
      ]),
      [
        [
          digest,
          ['replay', 4, 2, 0, [], { on: 1, silent: 0 }],
          [['Shell in a container', 2, '2026-09-21T14:13:20.000000000Z', '2026-09-21T14:13:20.000000005Z']],
        ],
        [
          'host:fixture',
          ['replay', 4, 3, 0, [], { on: 1, silent: 0 }],
          [['Shell in a container', 3, '2026-09-21T14:13:20.000000000Z', '2026-09-21T14:13:20.000000009Z']],
        ],
      ],
    );
    assert.ok(!JSON.stringify(kept).includes('hunter2'));
    const { events: life } =
      (await voyage(digest, settings)).phases.find(({ phase }) => phase === 'run') ?? assert.fail();
    const told = life.find(({ kind }) => kind === 'event-summary') ?? assert.fail();
    assert.deepEqual(
      [told.outcome, told.title, ...told.details],
      [
        'bad',
        'Replayed: 2 alerts in 4 events',
        'Shell in a container (medium), 2 times, last at 2026-09-21 14:13',
        'from 2026-09-21 14:13 to 2026-09-21 14:13 UTC',
        'judged by 1 rule',
      ],
    );
    const { report } = await replay(request, { ...settings, record: false }, () => {});
    assert.equal((await summaries(settings)).length, 2, 'nothing is kept when that is not wanted');
    assert.deepEqual(
      report.findings.map(({ id, kind, subject, evidence }) => [id, kind, subject, evidence[0]?.statement]),
      [
        [
          'runtime/shell-in-a-container',
          'runtime',
          { kind: 'host', name: 'fixture' },
          'Seen 3 times, from 2026-09-21T14:13:20.000000000Z to 2026-09-21T14:13:20.000000009Z.',
        ],
      ],
    );
    assert.deepEqual(report.coverage.problems, []);
    assert.deepEqual(
      report.coverage.parts.map(({ id, found, state }) => [id, found, state]),
      [['Shell in a container', 1, 'complete']],
    );
    assert.ok(!JSON.stringify(report).includes('hunter2'));
  }));

test('a report of a replay tells in its coverage what was not seen, and which rules could not speak', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const [capture, rules] = [join(folder, 'run.scap'), join(folder, 'rules.yaml')];
    writeFileSync(rules, `${rule}${auditRule}`);
    const whole = scapCapture({ events: [{ ...execEvent(7, '/bin/true', []), time: start }, openEvent(7, 3, '/x')] });
    writeFileSync(capture, whole.subarray(0, whole.length - 5));
    const { report } = await replay({ capture, rules: [rules] }, settings, () => {});
    assert.deepEqual(
      report.coverage.problems.map(({ code, incomplete, where }) => [code, incomplete, where]),
      [
        ['E_TRUNCATED', true, capture],
        ['E_INCOMPLETE', false, 'rules'],
      ],
    );
    assert.match(report.coverage.problems[1]?.message ?? '', /stay silent: Created/);
    assert.deepEqual(
      report.coverage.parts.map(({ id, state }) => [id, state]),
      [['Shell in a container', 'partly']],
    );
    writeFileSync(capture, whole);
    const without = await replay({ capture, rules: [] }, settings, () => {});
    assert.deepEqual(without.gaps, [], 'to learn what is in use takes no rules');
    assert.ok(isIncomplete(without.report.coverage), 'but that nothing was found is then no news');
  }));

test('a replay without rules, or cut off, is kept as what it is: no proof of peace', () =>
  inTemporaryDirectory(async (folder) => {
    const settings: Settings = offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      clock: fixedClock('2026-11-24T00:00:00Z'),
      toolVersion: 'test',
    });
    const [capture, rules] = [join(folder, 'run.scap'), join(folder, 'rules.yaml')];
    writeFileSync(rules, rule);
    const whole = scapCapture({ events: [{ ...execEvent(7, '/bin/true', []), time: start }, openEvent(7, 3, '/x')] });
    writeFileSync(capture, whole);
    await replay({ capture, rules: [] }, settings, () => {});
    await replay({ capture, rules: [rules] }, settings, () => {});
    writeFileSync(capture, whole.subarray(0, whole.length - 5));
    await replay({ capture, rules: [rules] }, settings, () => {});
    const record = (summary: EventSummary): string => {
      const [{ outcome, details } = assert.fail()] = eventSummaryKind.tell(summary, undefined as never);
      return `${outcome}: ${details.slice(1).join('; ')}`;
    };
    const told = (await summaries(settings)).map(({ summary }) => record(summary));
    assert.match(told[0] ?? '', /^unknown: no rule judged it/);
    assert.equal(told[1], 'good: judged by 1 rule');
    assert.match(told[2] ?? '', /^unknown: judged by 1 rule; may be missing something: it was not seen to its end/);
    assert.equal(told.length, 3);
  }));

test('events that are JSON are judged by the rules of their source, and what could not be judged is a gap', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const rules = [join(folder, 'rules.yaml')];
    writeFileSync(rules[0] ?? '', rule + auditRule);
    const event = (verb: string): string =>
      JSON.stringify({ kind: 'Event', auditID: '1', stageTimestamp: '2026-11-30T20:00:00Z', verb });
    const judge = async (bytes: string | Uint8Array) => {
      const capture = join(folder, 'audit.log');
      writeFileSync(capture, bytes);
      const alerts: string[] = [];
      const result = await replay({ capture, rules }, settings, ({ text }) => void alerts.push(text));
      return { ...result, alerts, gaps: result.gaps.map(({ message }) => message).join('\n') };
    };
    const lines = `${event('create')}\n${event('get')}\n`;
    for (const bytes of [lines, gzipSync(lines), `[${event('create')},\n${event('get')}]`]) {
      const { alerts, gaps, notes, summary } = await judge(bytes);
      assert.deepEqual([alerts, gaps, summary.events], [['20:00:00.000000000: Informational made'], '', 2]);
      assert.match(notes.join('\n'), /1 of 2 rules can say nothing of .*k8s_audit.*stay silent: Shell in a container/);
    }
    const odd = await judge(`${event('create')}\nno json\n{"kind":"Pod"}\n`);
    assert.equal(odd.alerts.length, 1);
    assert.match(odd.gaps, /2 records could not be judged, the first: not JSON/);
    const other = await judge('{"kind":"Pod"}\n');
    assert.match(other.gaps, /no event of a source that we know/);
    await assert.rejects(judge('{"kind":\n'), { code: 'E_FORMAT' });
  }));
