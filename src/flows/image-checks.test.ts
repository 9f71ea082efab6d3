import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../lab/fixtures/index.ts';
import { fixedClock, isLeftOut, placeOf, type Report } from '../core/index.ts';
import { scan } from './scan.ts';
import { offlineSettings, type Settings } from './settings.ts';

/* What is wrong with an image by what it says of itself, as part of a scan. */

const githubToken = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const history = [
  { created_by: '/bin/sh -c #(nop) ADD file:2e3a in / ' },
  { created_by: '/bin/sh -c #(nop)  CMD ["sh"]', empty_layer: true },
  { created_by: 'RUN |1 DEPLOY_TOKEN=hunter2 /bin/sh -c sudo make install # buildkit' },
];
const two = [layer([{ path: 'etc/os-release', body: 'ID=none\n' }]), layer([{ path: 'app', body: 'x' }])];

async function scanned(
  folder: string,
  config: Readonly<Record<string, unknown>>,
  given: Partial<Settings> = {},
): Promise<Report> {
  await ociLayout(join(folder, 'image'), { layers: two, config });
  return scan(
    `oci:${join(folder, 'image')}`,
    offlineSettings({
      databaseDirectory: join(folder, 'db'),
      toolVersion: 'test',
      clock: fixedClock('2026-03-01T00:00:00Z'),
      platform: { os: 'linux', architecture: 'amd64' },
      ...given,
    }),
  );
}

const idsOf = ({ findings }: Report): readonly string[] =>
  findings.map(({ id, location }) => `${id} ${placeOf(location).path}`).sort();

test('a scan tells it, by entry and layer, with whose it is; the search for secrets need not be on', () =>
  inTemporaryDirectory(async (folder) => {
    const report = await scanned(folder, { config: {}, history });
    assert.deepEqual(idsOf(report), [
      'dockerfile/sudo history/3',
      'image/root-user config:user',
      'image/secret-in-variable history/3',
    ]);
    const step = report.findings.find(({ id }) => id === 'dockerfile/sudo');
    assert.equal(step && placeOf(step.location).layer?.index, 1);
    assert.equal(step?.broughtBy, 'yours');
    assert.ok(report.coverage.lookedFor.includes('misconfiguration'));
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  }));

test('a secret whose value is known is told once', () =>
  inTemporaryDirectory(async (folder) => {
    const secretKeyFile = join(folder, 'key');
    const config = { Env: [`GITHUB_TOKEN=${githubToken}`, 'DB_PASSWORD=ADMIN'], User: '1' };
    const report = await scanned(folder, { config }, { secretKeyFile });
    const told = idsOf(report).filter((line) => line.includes('config:env'));
    assert.deepEqual(
      told.filter((line) => line.includes('GITHUB_TOKEN')).map((line) => line.split('/')[0]),
      ['secret'],
    );
    assert.ok(told.includes('image/secret-in-variable config:env/DB_PASSWORD'));
  }));

test('a check that is switched off does not look, is told, and the result is not recorded', () =>
  inTemporaryDirectory(async (folder) => {
    const ledgerDirectory = join(folder, 'ledger');
    const checks = { disable: ['CIS-DI-0001'], enable: ['no-healthcheck'] };
    const report = await scanned(folder, { config: {} }, { checks, ledgerDirectory });
    assert.deepEqual(idsOf(report), ['image/no-healthcheck config:healthcheck']);
    assert.ok(report.coverage.parts.some(isLeftOut));
    assert.ok(!existsSync(join(ledgerDirectory, 'ledger.sqlite')));
    await assert.rejects(scanned(folder, {}, { checks: { disable: ['image/none'] } }), { code: 'E_USAGE' });
  }));

test('an exception sets one aside, visibly, by our id or by that of another tool', () =>
  inTemporaryDirectory(async (folder) => {
    for (const [name, text] of [
      ['.seaworthy-exceptions.yaml', 'ids: [image/root-user]'],
      ['other.yaml', 'ids: [CIS-DI-0001]'],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, `version: 1\nexceptions:\n  - { ${text}, reason: a tool, owner: me, expires: 2027-01-01 }\n`);
      const { findings } = await scanned(folder, { config: {} }, { exceptions: [{ path, name }] });
      assert.equal(findings.find(({ id }) => id === 'image/root-user')?.suppression?.reason, 'a tool', name);
    }
  }));

test('what is no image has no configuration, and nobody says that it was looked at', () =>
  inTemporaryDirectory(async (folder) => {
    writeFileSync(join(folder, 'a'), 'b');
    const report = await scan(
      `dir:${folder}`,
      offlineSettings({ databaseDirectory: join(folder, 'db'), toolVersion: 'test' }),
    );
    assert.ok(!report.coverage.lookedFor.includes('misconfiguration'));
    assert.ok(!report.coverage.parts.some(({ id }) => id.startsWith('image/')));
  }));
