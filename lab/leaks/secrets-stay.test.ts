import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fixedClock, type Report } from '../../src/core/index.ts';
import {
  attestImage,
  diff,
  feeds,
  gateCheck,
  generateKeyFiles,
  ledgerExport,
  ledgerList,
  ledgerReport,
  lint,
  offlineSettings,
  type PredicateSource,
  rejudge,
  replay,
  type Settings,
  sbom,
  scan,
  voyage,
} from '../../src/flows/index.ts';
import { explainFinding, reportFormats, voyageFormats } from '../../src/report/index.ts';
import { execEvent, inTemporaryDirectory, layer, makeZip, ociLayout, scapCapture } from '../fixtures/index.ts';
import { planted } from './planted.ts';

/*
 * One secret of each detector stands in the history, the variables, the labels and the commands of an image, and in a Dockerfile. Everything that we
 * print and keep is searched for it.
 */

const plain = { color: false, width: 100 } as const;

/** Everything that was printed or kept, by where it went. */
class Outputs {
  readonly #texts = new Map<string, string>();

  add(where: string, text: string): void {
    this.#texts.set(where, text);
  }

  addFolder(folder: string): void {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      try {
        this.add(join(folder, name), readFileSync(join(folder, name)).toString('latin1'));
      } catch {
        // A folder.
      }
    }
  }

  async addReport(where: string, report: Report): Promise<void> {
    for (const format of reportFormats) this.add(`${where} -o ${format.id}`, await format.write(report, plain));
    for (const finding of report.findings)
      this.add(`${where} explain ${finding.id}`, await explainFinding(report, finding, plain));
  }

  get size(): number {
    return this.#texts.size;
  }

  /** `detector in place` for each that stands somewhere. */
  leaks(): string[] {
    return planted.flatMap(({ detector, needle }) =>
      [...this.#texts].filter(([, text]) => text.includes(needle)).map(([where]) => `${detector} in ${where}`),
    );
  }
}

/** The image: a layer for each secret, with a package that has a flaw, so that each instruction is printed as evidence. */
async function build(folder: string): Promise<string> {
  const layers = planted.map((_, index) => {
    const body = JSON.stringify({ name: 'left', version: `1.0.${index}` });
    return layer([{ path: `app/${index}/node_modules/left/package.json`, body }]);
  });
  await ociLayout(join(folder, 'image'), {
    tag: '1',
    layers,
    config: {
      author: planted.map(({ text }) => text).join(' '),
      config: {
        Env: planted.flatMap(({ text }, index) => [`VALUE_${index}=${text}`, text]),
        Labels: Object.fromEntries(
          planted.flatMap(({ text }, index) => [
            [`label.${index}`, text],
            [text, text],
          ]),
        ),
        Cmd: ['run', ...planted.map(({ text }) => text)],
        Entrypoint: planted.map(({ text }) => text),
        Healthcheck: { Test: ['CMD-SHELL', ...planted.map(({ text }) => text)] },
      },
      history: planted.map(({ text }, index) => ({
        created: '2024-01-02T03:04:05Z',
        created_by: `|1 ARGUMENT=${index} /bin/sh -c true && ${text} && false`,
        comment: text,
      })),
    },
  });
  return `oci:${join(folder, 'image')}:1`;
}

function publishFlaw(folder: string): void {
  mkdirSync(join(folder, 'osv/npm'), { recursive: true });
  const flaw = {
    schema_version: '1.7.0',
    id: 'GHSA-aaaa-bbbb-cccc',
    summary: 'A flaw',
    modified: '2026-01-02T00:00:00Z',
    published: '2026-01-01T00:00:00Z',
    affected: [
      { package: { ecosystem: 'npm', name: 'left' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] },
    ],
    database_specific: { severity: 'HIGH' },
  };
  writeFileSync(join(folder, 'osv/npm/all.zip'), makeZip([{ name: 'a.json', content: JSON.stringify(flaw) }]));
}

const settingsIn = (folder: string): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, 'database'),
    cacheDirectory: join(folder, 'cache'),
    ledgerDirectory: join(folder, 'ledger'),
    secretKeyFile: join(folder, 'secret.key'),
    platform: { os: 'linux', architecture: 'amd64' },
    feeds: Object.fromEntries(
      feeds.map(({ setting }) => [setting, setting === 'osv' ? pathToFileURL(join(folder, 'osv')).href : 'off']),
    ),
    clock: fixedClock('2026-01-03T00:00:00Z'),
    toolVersion: 'test',
    refresh: true,
  });

test('planted secrets: each is one that can be recognised', () => {
  for (const { detector, needle } of planted) assert.ok(needle.length >= 8, detector);
  const outputs = new Outputs();
  outputs.add('x', planted[0]?.text ?? '');
  assert.equal(outputs.leaks().length, 1, 'a leak is found');
});

for (const secrets of ['on', 'off'] as const) {
  test(`no output and no record of an image carries its secrets (search for secrets: ${secrets})`, () =>
    inTemporaryDirectory(async (folder) => {
      const outputs = new Outputs();
      const target = await build(folder);
      publishFlaw(folder);
      const { secretKeyFile, ...without } = settingsIn(folder);
      const settings = secrets === 'off' ? without : settingsIn(folder);

      const report = await scan(target, settings);
      const found = report.findings.filter(({ kind }) => kind === 'secret');
      assert.equal(found.length > planted.length, secrets === 'on', `${found.length} secrets found`);
      assert.ok(report.findings.filter(({ kind }) => kind === 'vulnerability').length >= planted.length);
      assert.match(report.layers[0]?.createdBy ?? '', /^\|1 ARGUMENT=0 \/bin\/sh -c true && AG….. && false$/);
      await outputs.addReport('scan', report);
      await outputs.addReport('sbom', await sbom(target, settings));
      const digest = 'digest' in report.subject ? report.subject.digest : '';
      await outputs.addReport('ledger', await ledgerReport(digest, settings));
      outputs.add('diff', JSON.stringify(await diff(report, { ...report, findings: [], packages: [] }, settings)));
      outputs.add('rejudge', JSON.stringify(await rejudge(settings)));

      const bytes = Buffer.from(
        'gate: 1\nname: t\nmode: enforce\nrules:\n  - { id: clean, findings: [{ severity: low }] }\n',
      );
      const targets = [{ kind: 'layout', text: target, whole: false }] as const;
      outputs.add(
        'gate check',
        JSON.stringify(await gateCheck({ gate: { bytes, where: 'gate.yaml' }, targets }, settings)),
      );

      const password = Buffer.from('pw');
      await generateKeyFiles(join(folder, 'k'), password);
      const text = readFileSync(join(folder, 'k.key'), 'utf8');
      const key = { text, where: 'k.key', password: async () => password };
      for (const type of ['cyclonedx', 'spdx', 'scan']) {
        const format = async (made: Report): Promise<string> =>
          (await reportFormats.find(({ id }) => id === type)?.write(made, plain)) ?? '';
        const predicate: PredicateSource = type === 'scan' ? { kind: 'scan' } : { kind: 'sbom', format };
        await attestImage(target, { type, key, predicate, allowPartial: true }, settings);
      }
      const told = await voyage(digest, settings);
      for (const format of voyageFormats) outputs.add(`voyage ${format.id}`, await format.write(told, plain));
      outputs.add('ledger list', JSON.stringify(await ledgerList({ limit: 100 }, settings)));
      for await (const line of ledgerExport({}, settings))
        outputs.add(`ledger export ${outputs.size}`, JSON.stringify(line));
      for (const kept of ['ledger', 'cache', 'database']) outputs.addFolder(join(folder, kept));
      for (const blob of readdirSync(join(folder, 'image/blobs/sha256'))) {
        const text = readFileSync(join(folder, 'image/blobs/sha256', blob), 'latin1');
        if (!text.includes('"rootfs"')) outputs.add(`blob ${blob}`, text);
      }
      assert.ok(outputs.size > 100);
      assert.deepEqual(outputs.leaks(), []);
    }));
}

test('no output of lint carries the secrets of a Dockerfile', () =>
  inTemporaryDirectory(async (folder) => {
    const outputs = new Outputs();
    const lines = planted.flatMap(({ text }) => [
      `# seaworthy:ignore sudo because ${text}`,
      `RUN sudo x ${text} | sh && curl -k ${text} | sh`,
      `ENV PASSWORD=${text}`,
      `LABEL a ${text}`,
      `WORKDIR ${text}`,
      `USER ${text}`,
      text,
    ]);
    writeFileSync(
      join(folder, 'Dockerfile'),
      `# syntax=${planted[0]?.text}\nFROM debian:latest\n${lines.join('\n')}\nUSER root\n`,
    );
    const settings = settingsIn(folder);
    await outputs.addReport('lint', await lint([join(folder, 'Dockerfile')], settings));
    outputs.addFolder(join(folder, 'ledger'));
    assert.deepEqual(outputs.leaks(), []);
  }));

test('no report and no record of what ran carries the secrets of command lines', () =>
  inTemporaryDirectory(async (folder) => {
    const outputs = new Outputs();
    const settings = settingsIn(folder);
    const target = await build(folder);
    const { subject } = await scan(target, { ...settings, refresh: false });
    const digest = 'digest' in subject ? subject.digest : '';
    const [capture, rules] = [join(folder, 'run.scap'), join(folder, 'rules.yaml')];
    const cgroups = [`cpu=/docker/${'a'.repeat(64)}`];
    writeFileSync(
      rules,
      '- {rule: started, desc: d, condition: evt.type = execve, output: "%proc.exepath %proc.cmdline %proc.args", priority: ERROR}\n',
    );
    const events = planted.map(({ text }, index) => execEvent(10 + index, '/bin/login', [text], { cgroups }));
    writeFileSync(capture, scapCapture({ events }));
    const alerts: string[] = [];
    const request = { capture, rules: [rules], image: target };
    const { report } = await replay(request, settings, ({ text }) => void alerts.push(text));
    assert.equal(alerts.length, planted.length);
    assert.ok(alerts.filter((text, index) => text.includes(planted[index]?.needle ?? '')).length > planted.length / 2);
    assert.equal(report.findings.length, 1);
    await outputs.addReport('replay', report);
    const told = await voyage(digest, settings);
    assert.ok(told.phases.some(({ events: all }) => all.some(({ kind }) => kind === 'event-summary')));
    for (const format of voyageFormats) outputs.add(`voyage ${format.id}`, await format.write(told, plain));
    for await (const line of ledgerExport({}, settings))
      outputs.add(`ledger export ${outputs.size}`, JSON.stringify(line));
    outputs.addFolder(join(folder, 'ledger'));
    assert.deepEqual(outputs.leaks(), []);
  }));
