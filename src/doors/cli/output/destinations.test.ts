import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportFormats } from '../../../report/index.ts';
import { commands } from '../commands/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';
import { hasMeaning } from './destinations.ts';

/** What tells findings to those who show them elsewhere. */
const comments = ['junit', 'markdown', 'gitlab', 'csv', 'template'];
const boms = ['cyclonedx', 'cyclonedx-xml', 'cyclonedx-1-7', 'cyclonedx-1-7-xml', 'spdx', 'spdx-tag-value', 'spdx-3'];
const formats = ['table', 'name', 'json', 'sarif', ...boms, 'openvex', 'github', 'html', ...comments];

/** Every command that writes reports, with the formats that would tell something of what it finds out. */
const meaning: Readonly<Record<string, readonly string[]>> = {
  scan: formats,
  sbom: ['json', ...boms, 'github'],
  'sbom convert': ['json', ...boms, 'github'],
  'sbom merge': ['json', ...boms, 'github'],
  lint: ['table', 'name', 'json', 'sarif', 'html', ...comments],
  ci: ['table', 'name', 'json', 'sarif', 'html', ...comments],
  'secrets git': ['table', 'name', 'json', 'sarif', 'html', ...comments],
  import: ['table', 'name', 'json', 'sarif', 'html', ...comments],
  convert: formats,
  replay: ['table', 'name', 'json', 'sarif', 'html', ...comments],
  watch: ['table', 'name', 'json', 'sarif', 'html', ...comments],
  'serve audit': ['table', 'name', 'json', 'sarif', 'html', ...comments],
};

/** Its command line, where it is not the name and a target. */
const lines: Readonly<Record<string, readonly string[]>> = {
  convert: ['convert', 'ledger:x'],
  replay: ['replay', 'x', '--rules', 'rules.yaml'],
  watch: ['watch', '--rules', 'rules.yaml'],
  'serve audit': ['serve', 'audit', '--rules', 'rules.yaml', '--self-signed', '127.0.0.1'],
};
const lineOf = (id: string): readonly string[] => lines[id] ?? [...id.split(' '), 'x'];
/** What prints something else than a report while it works heeds the command line alone. */
const heedsSettings = (id: string): boolean => !(id in lines);

const writing = commands.filter(({ reports }) => reports !== undefined);

test('formats: every command with -o says what its reports hold, and the table holds every pair', () => {
  assert.deepEqual(
    reportFormats.map(({ id }) => id),
    formats,
  );
  assert.deepEqual(writing.map(({ id }) => id).sort(), Object.keys(meaning).sort());
  for (const command of writing) {
    const has = reportFormats.filter((format) => hasMeaning(format, command)).map(({ id }) => id);
    assert.deepEqual(has, meaning[command.id], command.id);
  }
});

const hostOf = (env: Readonly<Record<string, string>> = {}) => {
  const report = sampleReport([]);
  const seen = {
    ...{ events: 1, unknownEvents: 0, judged: 1, alerts: 0, dropped: 0, forgotten: 0, unread: 0, cut: 0 },
  };
  const summary = { ...seen, byRule: new Map(), byPriority: new Map(), lost: new Map() };
  const ran = { summary, inUse: [], notes: [], gaps: [], report };
  const audit = { ...ran, events: 1, alerts: 0 };
  const host = fakeHost({
    env,
    report,
    flows: {
      ledgerReport: async () => report,
      lint: async () => report,
      ci: async () => report,
      secretsInGit: async () => report,
      importReports: async () => report,
      mergeSboms: async () => report,
      replay: async () => ran,
      watch: async () => ran,
      makeServerCertificate: async () => ({ certificate: '', key: '', authority: '' }),
      openAuditJudge: async () => ({
        notes: [],
        take: async () => undefined as never,
        missed: () => {},
        close: async () => audit,
      }),
    },
  });
  // A server that is told to end as soon as it listens.
  const startAuditServer = async () => ({ port: 1, reload: () => false, drain: async () => {} });
  return {
    ...host,
    servers: async () => ({ startAuditServer }) as never,
    onSignal: (_name: string, told: () => void) => {
      told();
      return () => {};
    },
  };
};

for (const { id } of writing) {
  for (const format of formats) {
    const fits = meaning[id]?.includes(format) === true;
    test(`${id} -o ${format} is ${fits ? 'written' : 'refused, and says what would tell something'}`, async () => {
      const host = hostOf();
      assert.equal(await cli([...lineOf(id), '-o', format], host), fits ? 0 : 2);
      if (fits) return;
      assert.equal(host.printed(), '');
      for (const other of meaning[id] ?? []) assert.match(host.said(), new RegExp(`\\b${other}\\b`));
      const also = hostOf();
      assert.equal(await cli([...lineOf(id), '-o', `${meaning[id]?.[0]}`, '-o', `${format}=x`], also), 2);
    });

    if (!fits && heedsSettings(id)) {
      test(`${id} where a setting for all commands names ${format}: left out, and told`, async () => {
        const host = hostOf({ SEAWORTHY_OUTPUT: format });
        assert.equal(await cli(lineOf(id), host), 0);
        assert.match(host.said(), new RegExp(`${format} tells nothing .*\\(SEAWORTHY_OUTPUT\\)`));
        assert.notEqual(host.printed(), '');
      });
    }
  }
}
