import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  execEvent,
  inTemporaryDirectory,
  layer,
  ociLayout,
  openEvent,
  scapCapture,
} from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { recordEvidence } from '../ledger/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import type { AlertLine } from './alert-line.ts';
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
    assert.equal(alerts[0]?.finding.kind, 'runtime');
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
    /1 of 1 rules .*k8s_audit.*stay silent: Created/,
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
      if (blind === undefined) assert.equal(result.blind, undefined);
      else assert.match(result.blind ?? '', blind);
      assert.match(result.notes.filter((note) => !note.includes('ledger')).join('\n'), expected);
    }));
}

test('a recording without events is no peace', () =>
  inTemporaryDirectory(async (folder) => {
    const capture = join(folder, 'run.scap');
    writeFileSync(capture, scapCapture({ events: [] }));
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const { blind } = await replay({ capture, rules: [] }, settings, () => {});
    assert.match(blind ?? '', /no event/);
  }));
