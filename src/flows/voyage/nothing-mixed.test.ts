import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imageBlobs, inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { defined, fixedClock, type Voyage, voyageEvents } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { judge } from '../../phases/3-deploy/index.ts';
import { decisionEvidence } from '../gate/decision-record.ts';
import { type GateTarget, gateCheck, openAdmission, replayDecision } from '../gate/index.ts';
import { type GateInput, loadGate } from '../gate/load-gate.ts';
import { ledgerList, ledgerShow } from '../ledger/index.ts';
import { recordEvidence } from '../ledger/record-evidence.ts';
import { lint } from '../lint/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { voyage } from './voyage.ts';

/* Bar: two projects that are linted and two clusters whose workloads are gated, into one ledger. Nothing of one is told of the other. */

const settingsOf = (folder: string): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    platform: { os: 'linux', architecture: 'amd64' },
    clock: fixedClock('2026-01-02T12:00:00.000Z'),
    toolVersion: '1.2.3',
  });

/** Everything that a voyage tells, for people. */
const textOf = (told: Voyage): string =>
  voyageEvents(told)
    .map(({ title, details }) => [title, ...details].join('\n'))
    .join('\n');

async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

const config = (url: string): string => `[remote "origin"]\n\turl = ${url}\n`;

for (const [what, remotes] of [
  ['in checkouts', { shop: 'https://github.com/acme/shop', bank: 'git@github.com:acme/bank.git' }],
  ['in folders', {}],
] as const)
  test(`two projects ${what} have a Dockerfile each, and each its voyage`, () =>
    inTemporaryDirectory(async (folder) => {
      const given = settingsOf(folder);
      const texts = { shop: 'FROM debian:latest\n', bank: 'FROM debian:12\nRUN sudo true\n' };
      for (const [project, text] of Object.entries(texts)) {
        mkdirSync(join(folder, project, '.git'), { recursive: true });
        mkdirSync(join(folder, project, 'api'));
        const remote = Object.entries(remotes).find(([name]) => name === project)?.[1];
        if (remote !== undefined) writeFileSync(join(folder, project, '.git/config'), config(remote));
        writeFileSync(join(folder, project, 'Dockerfile'), text);
        writeFileSync(join(folder, project, 'api/Dockerfile'), 'FROM scratch\n');
      }
      for (const project of ['shop', 'bank'])
        await inFolder(join(folder, project), async () => {
          await lint(['Dockerfile'], given);
          await lint(['.'], given);
        });
      const told = new Map<string, Voyage>();
      for (const project of ['shop', 'bank'])
        told.set(project, await inFolder(join(folder, project), () => voyage('Dockerfile', given)));
      const [shop, bank] = [told.get('shop'), told.get('bank')];
      assert.ok(shop !== undefined && bank !== undefined);
      assert.notEqual(shop.subject, bank.subject);
      for (const one of [shop, bank]) assert.equal(voyageEvents(one).length, 2, 'by itself, and with the others');
      assert.match(textOf(shop), /latest/);
      assert.match(shop.open.map(({ title }) => title).join(), /high or critical findings? of the newest lint/);
      assert.match(textOf(bank), /sudo/);
      assert.doesNotMatch(textOf(shop), /sudo/);
      assert.doesNotMatch(textOf(bank), /latest/);
      // The project as a whole, and what is only called alike.
      const whole = await inFolder(join(folder, 'shop'), () => voyage('.', given));
      assert.doesNotMatch(textOf(whole), /sudo/);
      await assert.rejects(voyage('Dockerfile', given), { code: 'E_USAGE' });
      const list = await ledgerList({ about: 'Dockerfile' }, given);
      assert.deepEqual(new Set(list.subjects), new Set([shop.subject, bank.subject]));
      const own = await inFolder(join(folder, 'bank'), () => ledgerShow('Dockerfile', given));
      assert.deepEqual(own.kind === 'subjects' && own.subjects.map(({ subject }) => subject), [bank.subject]);
    }));

const gateOf = (rule: string, layout: string, more = '', cluster?: string): GateInput => ({
  bytes: Buffer.from(
    `gate: 1\nname: test\n${more}rules:\n  - ${rule}\n  - { id: scanned, mode: audit, scanned: {} }\n`,
  ),
  where: 'gate.yaml',
  layouts: new Map([['r.example.com/web', layout]]),
  ...defined({ cluster }),
});
const passes = '{ id: passes, imageSource: { allow: ["r.example.com/**"] } }';
const refuses = '{ id: refuses, imageSource: { allow: ["other.example.com/**"] } }';
const object = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'r.example.com/web:v1' }] },
};
const review = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    name: 'web',
    namespace: 'prod',
    operation: 'CREATE',
    userInfo: { username: 'alice' },
    object,
    dryRun: false,
  },
};
const manifest: GateTarget = { kind: 'file', where: 'web.yaml', bytes: Buffer.from(JSON.stringify(object)) };

test('two clusters have a workload of the same name each, and each its decisions', () =>
  inTemporaryDirectory(async (folder) => {
    const given = settingsOf(folder);
    const fixture = { layers: [layer([{ path: 'etc/x', body: 'x' }])] };
    const layout = join(folder, 'web');
    await ociLayout(layout, { ...fixture, tag: 'v1' });
    await scan(`oci:${layout}:v1`, given);
    // North by the gate and a webhook; south by the command, which counts before the gate; a third that nobody named.
    const admission = await openAdmission(gateOf(passes, layout, 'cluster: north\n'), given);
    await admission.answer(Buffer.from(JSON.stringify(review)), new AbortController().signal);
    await admission.close();
    const south = gateOf(refuses, layout, 'cluster: north\n', 'south');
    await gateCheck({ gate: south, targets: [manifest], namespace: 'prod' }, given);
    await gateCheck({ gate: gateOf(passes, layout), targets: [manifest], namespace: 'prod' }, given);

    const titles = async (asked: string): Promise<readonly string[]> =>
      voyageEvents(await voyage(asked, given))
        .filter(({ kind }) => kind === 'decision')
        .map(({ title, about = 'itself' }) => `${about}: ${title.replace(/,.*/, '')}`);
    const admitted = 'Admitted by gate test';
    const refused = 'Refused by gate test: refuses';
    assert.deepEqual(await titles('north/prod/Pod/web'), [`itself: ${admitted}`]);
    assert.deepEqual(await titles('south/prod/Pod/web'), [`itself: ${refused}`]);
    assert.deepEqual(await titles('workload:/prod/Pod./web'), [`itself: ${admitted}`]);
    await assert.rejects(voyage('prod/Pod/web', given), { code: 'E_USAGE' });
    // The image is the same in all of them, and says of each decision whose it is.
    assert.deepEqual(await titles(imageBlobs(fixture).manifest.digest), [
      `workload:north/prod/Pod./web: ${admitted}`,
      `workload:south/prod/Pod./web: ${refused}`,
      `workload:/prod/Pod./web: ${admitted}`,
    ]);

    const { records } = await ledgerList({ kinds: ['decision'] }, given);
    const ledger = await openLedger(join(folder, 'ledger'));
    for (const { sequence, subject } of records) {
      const payload = (await ledger.get(sequence))?.payload as Awaited<ReturnType<typeof decisionEvidence>>['payload'];
      const { decision, facts } = Object(payload) as {
        readonly decision: { readonly subject: { readonly cluster?: string } };
        readonly facts: { readonly subject: unknown; readonly images: readonly unknown[] };
      };
      assert.deepEqual(facts.subject, decision.subject);
      assert.equal(decision.subject.cluster ?? '', subject.slice('workload:'.length, subject.indexOf('/')));
      assert.equal(facts.images.length, 1);
    }
    await ledger.close();
  }));

test('what an older version recorded of a workload is found, judged again, and mixed with nothing', () =>
  inTemporaryDirectory(async (folder) => {
    const given = settingsOf(folder);
    const input = gateOf(passes, folder);
    const { gate } = await loadGate(input);
    const now = given.clock.now();
    const facts = { subject: { kind: 'workload', name: 'prod/Pod/web' }, namespace: 'prod', images: [] } as const;
    const old = decisionEvidence(judge(gate, facts, now), facts, gate, now);
    assert.deepEqual([old.subject, old.names], ['workload:prod/Pod/web', ['prod/Pod/web']]);
    await recordEvidence([old], given);
    assert.equal((await replayDecision(1, input, given)).same, true);
    assert.equal((await voyage('prod/Pod/web', given)).subject, 'workload:prod/Pod/web');
    await gateCheck(
      { gate: gateOf(refuses, folder, 'cluster: north\n'), targets: [manifest], namespace: 'prod' },
      given,
    );
    const told = await voyage('prod/Pod/web', given);
    assert.equal(told.subject, 'workload:north/prod/Pod./web', 'what is known better comes first');
    assert.deepEqual(
      told.others.map(({ subject }) => subject),
      ['workload:prod/Pod/web'],
    );
    assert.equal(voyageEvents(told).length, 1);
    assert.equal(voyageEvents(await voyage('workload:prod/Pod/web', given)).length, 1);
  }));
