import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { defined, isDigest, isExploited, phases, type Report, voyageEvents } from '../../src/core/index.ts';
import {
  applyRetire,
  attestImage,
  defaultRetirePolicy,
  diffReports,
  type FullRecord,
  type GateInput,
  type InventoryPayload,
  ledgerVerify,
  planRetire,
  readDecision,
  readRecord,
  replay,
  replayDecision,
  sbom,
  scan,
  scanKind,
  signImage,
  verifyImage,
  voyage,
  watch,
} from '../../src/flows/index.ts';
import { reportFormats, voyageFormats } from '../../src/report/index.ts';
import { inTemporaryDirectory, skipWithoutDockerRegistry } from '../fixtures/index.ts';
import { buildImage, pageModule } from './build-image.ts';
import { containerId, pageProgram, recordedRun, runContainer, runParts } from './container.ts';
import { askWebhook } from './webhook.ts';
import { pushImage, recordsOf, voyageKey, voyageRegistry, voyageSettings } from './world.ts';

/*
 * One image along the five phases, with real parts: docker-registry, runc and the sensor where the machine has them. Each step looks up in the ledger what it
 * left there. What is missing is replaced as well as can be (a registry in memory, a recording of the sensor), said as a skipped step, and listed at the end.
 */

const exploited = 'CVE-2023-44487';
const { key, publicKey } = voyageKey();
const signer = { kind: 'key', key: { text: publicKey, where: 'release.pub' } } as const;
const gate: GateInput = {
  bytes: Buffer.from(`gate: 1
name: port
mode: enforce
unknown: refuse
rules:
  - { id: baseline, podSecurity: { level: baseline } }
  - { id: signed, signedBy: [{ name: release, keyFile: release.pub }] }
  - { id: listed, attested: { type: cyclonedx, by: [{ keyFile: release.pub }] } }
  - { id: judged, attested: { type: scan, by: [{ keyFile: release.pub }] } }
  - { id: scanned, scanned: { maxAge: 24h } }
  - { id: unexploited, findings: [{ exploited: true, fixable: true, max: 0, acceptUnknown: [unidentified] }] }
`),
  where: 'gate.yaml',
  readKeyFile: async () => publicKey,
};

const cyclonedx = async (report: Report): Promise<string> => {
  const format = reportFormats.find(({ id }) => id === 'cyclonedx');
  assert.ok(format);
  return format.write(report, { color: false, width: 80 });
};
const digestOf = (report: Report): string => (report.subject.kind === 'image' ? report.subject.digest : '');
const payloadOf = ({ payload }: FullRecord) =>
  payload as { readonly act?: string; readonly containers?: readonly string[] };
const flawsOf = (report: Report) => report.findings.filter((one) => one.kind === 'vulnerability');

test('one image along all five phases', (t) =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await voyageRegistry();
    const settings = voyageSettings(folder, registry.host);
    const repository = `${registry.host}/port/harbour`;
    const [flawed, mended] = [`${repository}:1`, `${repository}:2`];
    const program = await pageProgram();
    const images = { flawed: buildImage('flawed', program), mended: buildImage('mended', program) };
    const [old, kept] = [images.flawed.manifest.digest, images.mended.manifest.digest];
    const records = (kind: string, about: string) => recordsOf(kind, about, settings);
    const newest = async (kind: string, about: string) => {
      const record = (await records(kind, about)).at(-1);
      assert.ok(record, `no ${kind} record of ${about}`);
      return record;
    };
    const reports = new Map<string, Report>();
    const reportOf = (name: string): Report => {
      const report = reports.get(name);
      assert.ok(report, `the step that makes the ${name} report failed`);
      return report;
    };
    const missing: string[] = [];
    const step = async (name: string, work: () => Promise<void>, why: string | false = false): Promise<void> => {
      if (why !== false) missing.push(`${name}: ${why}`);
      await t.test(name, { skip: why }, work);
    };

    const scanned = async (target: string, name: string): Promise<Report> => {
      const report = await scan(target, settings);
      reports.set(name, report);
      const record = await newest('scan', digestOf(report));
      assert.deepEqual(
        readRecord(scanKind, record).report.findings.map(({ id }) => id),
        report.findings.map(({ id }) => id),
      );
      assert.ok(record.data.some(({ id }) => id === 'kev') && record.names.includes(target));
      return report;
    };
    const shipped = async (target: string, digest: string): Promise<void> => {
      const made = [
        await signImage(target, { key }, settings),
        await attestImage(target, { key, type: 'cyclonedx', predicate: { kind: 'sbom', format: cyclonedx } }, settings),
        await attestImage(target, { key, type: 'scan', predicate: { kind: 'scan' } }, settings),
      ];
      for (const { subject } of made) assert.equal(subject, digest);
      for (const type of [undefined, 'cyclonedx', 'scan']) {
        const checked = await verifyImage(target, { signer, ...defined({ type }) }, settings);
        assert.equal(checked.verdict, 'trusted', checked.why);
      }
      const acts = async (kind: string) => (await records(kind, digest)).map((one) => payloadOf(one).act);
      assert.deepEqual(await acts('signature'), ['made', 'checked']);
      assert.deepEqual(await acts('attestation'), ['made', 'made', 'checked', 'checked']);
      assert.ok((await newest('attestation', digest)).producer.name === 'seaworthy');
    };
    const decided = async (target: string, digest: string) => {
      const answer = await askWebhook(target, gate, settings);
      const record = await newest('decision', digest);
      const { decision } = readDecision(record);
      assert.equal(record.subject, 'workload:/port/Pod./harbour');
      assert.equal(decision.allowed, answer.allowed);
      assert.equal((await replayDecision(record.sequence, gate, settings)).same, true);
      const failed = decision.results.flatMap(({ rule, state }) => (state === 'pass' ? [] : [`${rule} ${state}`]));
      return { answer, failed };
    };

    await step(
      'the registry is docker-registry',
      async () => {
        const { headers } = await fetch(`http://${registry.host}/v2/`);
        assert.equal(headers.get('docker-distribution-api-version'), 'registry/2.0');
      },
      skipWithoutDockerRegistry,
    );

    await step('build: the image is pushed and scanned, and holds a flaw that is exploited', async () => {
      assert.equal(await pushImage(flawed, images.flawed, settings), old);
      const report = await scanned(flawed, 'flawed');
      assert.equal(digestOf(report), old);
      const found = report.findings.find(({ id }) => id === exploited);
      assert.equal(found !== undefined && isExploited(found) && found.fix.state === 'fixed', true);
      const inventory = (await newest('inventory', old)).payload as InventoryPayload;
      assert.equal(inventory.packages.length, report.packages.length);
    });

    await step('ship: it is signed and attested', () => shipped(flawed, old));

    await step('deploy: the webhook refuses it for that flaw and nothing else', async () => {
      const { answer, failed } = await decided(flawed, old);
      assert.deepEqual([answer.allowed, answer.status?.code, failed], [false, 403, ['unexploited fail']]);
      assert.match(answer.status?.message ?? '', new RegExp(`${exploited}.*golang\\.org/x/net.*0\\.17\\.0`));
    });

    await step('build: built again with that mended, signed and attested', async () => {
      assert.equal(await pushImage(mended, images.mended, settings), kept);
      const report = await scanned(mended, 'mended');
      const { findings } = diffReports(reportOf('flawed'), report);
      assert.ok(findings.gone.some(({ id }) => id === exploited));
      assert.deepEqual(findings.appeared, []);
      await shipped(mended, kept);
    });

    await step('deploy: the webhook admits it', async () => {
      const { answer, failed } = await decided(mended, kept);
      assert.deepEqual([answer.allowed, failed], [true, []]);
    });

    const parts = await runParts();
    const cannotRun = 'missing' in parts ? parts.missing : false;
    await step(
      'run: it runs under runc with the sensor on',
      async () => {
        assert.ok('sensor' in parts);
        const stop = new AbortController();
        let ran: Promise<void> | undefined;
        const onReady = (): void => {
          ran = runContainer(images.mended, join(folder, 'bundle')).finally(() => stop.abort());
          ran.catch(() => {});
        };
        const rules = [join(import.meta.dirname, '../../examples/tour/rules.yaml')];
        const alerts: string[] = [];
        const onAlert = ({ text }: { readonly text: string }): void => void alerts.push(text);
        const request = { sensor: parts.sensor, rules, image: mended, stop: stop.signal };
        const { inUse } = await watch(request, settings, { onAlert, onReady });
        await ran;
        const own = inUse.filter(({ subject }) => subject === kept);
        // As Falco and people call it: by its first twelve digits.
        assert.deepEqual(own[0]?.evidence.observation.containers, [containerId.slice(0, 12)]);
        assert.ok(
          alerts.some((text) => text.includes('/usr/local/bin/harbour')),
          alerts.join('\n'),
        );
        assert.equal(payloadOf(await newest('event-summary', kept)).containers?.[0], containerId.slice(0, 12));
      },
      cannotRun,
    );
    if (cannotRun !== false)
      await step('run: a recording of it is replayed instead', async () => {
        const { inUse } = await replay(
          { capture: await recordedRun(folder), rules: [], image: mended },
          settings,
          () => {},
        );
        assert.equal(inUse[0]?.subject, kept);
      });

    await step('run: what it used is in the ledger, and the next scan ranks it first', async () => {
      const { packages } = (await newest('in-use', kept)).payload as {
        readonly packages: readonly { readonly name: string; readonly files: readonly string[] }[];
      };
      const names = packages.map(({ name }) => name);
      for (const name of ['golang.org/x/net', 'golang.org/x/text', 'minimist']) assert.ok(names.includes(name), name);
      for (const name of ['lodash', 'Jinja2', 'urllib3', 'libexpat1']) assert.ok(!names.includes(name), name);
      assert.deepEqual(packages.find(({ name }) => name === 'minimist')?.files, [pageModule]);
      const before = flawsOf(reportOf('mended'));
      assert.notEqual(before[0]?.package?.name, 'minimist');
      const after = flawsOf(await scanned(mended, 'used'));
      assert.equal(after[0]?.package?.name, 'minimist');
      const score = (list: typeof after, id: string): number => list.find((one) => one.id === id)?.risk.score ?? -1;
      for (const { id, package: found, evidence } of after) {
        const isUsed = names.includes(found?.name ?? '');
        assert.equal(score(after, id) > score(before, id), isUsed, id);
        const [seen] = evidence.filter(({ kind }) => kind === 'observation');
        assert.match(seen?.statement ?? '', isUsed ? /^Seen in use: / : /^Not seen in use .* no proof/, id);
      }
    });

    await step('retire: the old digest goes with what hangs on it, the used one stays', async () => {
      const policy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0, keepTags: ['stable'] };
      const plan = await planRetire([repository], { policy, manifests: [] }, settings);
      assert.deepEqual(plan.problems, []);
      const gone = plan.delete.map(({ digest }) => digest);
      assert.ok(gone.includes(old) && !gone.includes(kept));
      assert.match(plan.keep.find(({ digest }) => digest === kept)?.reasons[0]?.text ?? '', /^in use: /);
      assert.equal((await newest('retire-plan', old)).subject, old);
      const bytes = Buffer.from(JSON.stringify(plan));
      const sbom = async (report: Report): Promise<string> => JSON.stringify(report.packages.map(({ purl }) => purl));
      const { counts, entries } = await applyRetire({ name: 'plan.json', bytes }, { dryRun: false, sbom }, settings);
      const spared = entries.filter(({ outcome }) => outcome !== 'deleted');
      assert.deepEqual([counts.deleted, spared], [gone.length, []]);
      for (const digest of gone) {
        const tombstone = await newest('tombstone', digest);
        assert.equal(tombstone.subject, digest);
      }
      const { preserved, sbom: exported } = (await newest('tombstone', old)).payload as {
        readonly preserved: readonly { readonly what: string; readonly digest: string }[];
        readonly sbom: readonly string[];
      };
      assert.ok(exported.includes('pkg:golang/golang.org/x/net@v0.15.0'), 'what was in it stays known');
      const inventory = await newest('inventory', old);
      assert.deepEqual(preserved, [{ what: 'inventory', digest: inventory.payloadDigest }]);
    });

    await step(
      'retire: garbage is collected, and the kept image is whole',
      async () => {
        const { collectGarbage, blobFile } = registry;
        assert.ok(collectGarbage && blobFile);
        const blobs = ({ manifestBytes, blobs: all }: typeof images.flawed) => ({
          manifestBytes,
          all: [...all.keys()],
        });
        const [before, stays] = [blobs(images.flawed).all, new Set(blobs(images.mended).all)];
        assert.ok(before.every((digest) => existsSync(blobFile(digest))));
        await collectGarbage();
        for (const digest of before) assert.equal(existsSync(blobFile(digest)), stays.has(digest), digest);
      },
      skipWithoutDockerRegistry,
    );

    await step('retire: the kept image can still be pulled and trusted, the old one is gone', async () => {
      const { cacheDirectory: _, ...cold } = settings;
      assert.equal((await sbom(mended, cold)).packages.length, reportOf('mended').packages.length);
      assert.equal((await verifyImage(mended, { signer, type: 'scan' }, settings)).verdict, 'trusted');
      await assert.rejects(sbom(`${repository}@${old}`, cold), { code: 'E_NOT_FOUND' });
    });

    await step('the ledger verifies, and the voyage tells all five phases', async () => {
      const { ok, problems } = await ledgerVerify([], settings);
      assert.deepEqual([ok, problems], [true, []]);
      const phasesOf = async (digest: string) => {
        assert.ok(isDigest(digest));
        const told = await voyage(digest, settings);
        assert.equal(told.integrity.ok, true);
        for (const format of voyageFormats)
          assert.match(await format.write(told, { color: false, width: 80 }), new RegExp(digest.slice(7, 19)));
        const decisions = voyageEvents(told).filter(({ kind }) => kind === 'decision');
        assert.deepEqual(
          decisions.map(({ outcome }) => outcome),
          [digest === kept ? 'good' : 'bad'],
        );
        return told.phases.flatMap(({ phase, events }) => (events.length > 0 ? [phase] : []));
      };
      const [ofOld, ofKept] = [await phasesOf(old), await phasesOf(kept)];
      assert.deepEqual(ofOld, ['build', 'ship', 'deploy', 'retire']);
      assert.deepEqual(ofKept, ['build', 'ship', 'deploy', 'run']);
      assert.deepEqual(new Set([...ofKept, ...ofOld]), new Set(phases));
    });

    if (missing.length > 0) console.log(`The voyage went without:\n${missing.map((one) => `  ${one}\n`).join('')}`);
  }));
