import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../lab/fixtures/index.ts';
import { defined, fixedClock, packageOf, type Report } from '../core/index.ts';
import { scan } from './scan.ts';
import { offlineSettings, type Settings } from './settings.ts';

const text = readFileSync(new URL('../../node_modules/zod/LICENSE', import.meta.url));

const npm = (name: string, licence?: string) => ({
  path: `app/node_modules/${name}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0', ...defined({ license: licence }) }),
});
const own = (name: string) => ({ path: `app/node_modules/${name}/LICENSE`, body: text });

async function scanned(folder: string, licences: Settings['licences']): Promise<Report> {
  mkdirSync(join(folder, 'image'), { recursive: true });
  await ociLayout(join(folder, 'image'), {
    layers: [
      layer([
        { path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' },
        npm('plain', 'MIT'),
        npm('copyleft', 'GPL-3.0-only'),
        npm('either', '(MIT OR GPL-3.0-only)'),
        npm('silent'),
        npm('told', 'SEE LICENSE IN LICENSE'),
        own('told'),
        npm('hidden'),
        own('hidden'),
        own('nobody'),
      ]),
      layer([{ path: 'app/node_modules/hidden/.wh.LICENSE', body: '' }]),
    ],
  });
  return scan(
    `oci:${join(folder, 'image')}`,
    offlineSettings({
      databaseDirectory: join(folder, 'db'),
      clock: fixedClock('2026-06-15T00:00:00Z'),
      toolVersion: 'test',
      ...defined({ licences }),
    }),
  );
}

const told = ({ findings }: Report): string[] =>
  findings
    .filter(({ kind }) => kind === 'licence')
    .map((finding) => `${packageOf(finding)?.name} ${finding.id} ${finding.severity}`)
    .sort();

test('licences are looked at where somebody lists some', () =>
  inTemporaryDirectory(async (folder) => {
    const none = await scanned(folder, undefined);
    assert.deepEqual([told(none), none.coverage.lookedFor.includes('licence')], [[], false]);
  }));

test('what is denied is found, and what nobody knows with it: it may be denied as well', () =>
  inTemporaryDirectory(async (folder) => {
    const report = await scanned(folder, { deny: ['GPL-*'] });
    assert.deepEqual(told(report), [
      'copyleft licence/denied high',
      'hidden licence/unknown unknown',
      'silent licence/unknown unknown',
    ]);
    assert.ok(report.coverage.lookedFor.includes('licence'));
  }));

test('what is not allowed is found, and what nobody knows with it; a text in the folder of a package counts where the image still has it', () =>
  inTemporaryDirectory(async (folder) => {
    const report = await scanned(folder, { allow: ['MIT'] });
    assert.deepEqual(told(report), [
      'copyleft licence/not-allowed medium',
      'hidden licence/unknown unknown',
      'silent licence/unknown unknown',
    ]);
    const denied = await scanned(folder, { deny: ['MIT'] });
    assert.deepEqual(told(denied), [
      'hidden licence/unknown unknown',
      'plain licence/denied high',
      'silent licence/unknown unknown',
      'told licence/denied high',
    ]);
    const [first] = denied.findings.filter((one) => packageOf(one)?.name === 'told');
    assert.match(first?.evidence[0]?.statement ?? '', /app\/node_modules\/told\/LICENSE has the text of MIT\./);
    assert.deepEqual(first?.aliases, ['MIT']);
  }));

test('a text of a layer below is there as long as nothing above hides it, and takes nothing from what is stated', () =>
  inTemporaryDirectory(async (folder) => {
    const names = ['kept', 'removed', 'emptied', 'emptied-with', 'replaced', 'folder'];
    const at = (name: string) => `app/node_modules/${name}`;
    await ociLayout(folder, {
      layers: [
        layer([
          { path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' },
          ...names.flatMap((name) => [npm(name), own(name)]),
          npm('both', 'GPL-3.0-only AND LicenseRef-x'),
          own('both'),
          npm('words', 'CVE-2026-0001'),
        ]),
        layer([
          { path: `${at('removed')}/.wh.LICENSE`, body: '' },
          npm('emptied'),
          { path: `${at('emptied')}/.wh..wh..opq`, body: '' },
          npm('emptied-with'),
          own('emptied-with'),
          { path: `${at('emptied-with')}/.wh..wh..opq`, body: '' },
          { path: `${at('replaced')}/LICENSE`, body: Buffer.alloc(600 * 1024, 'x') },
          { path: `${at('folder')}/.wh.LICENSE`, body: '' },
          { path: `${at('folder')}/LICENSE/other`, body: '' },
        ]),
      ],
    });
    const settings = offlineSettings({
      databaseDirectory: join(folder, 'db'),
      clock: fixedClock('2026-06-15T00:00:00Z'),
      toolVersion: 'test',
      licences: { allow: ['MIT'], deny: ['GPL-*'] },
    });
    const report = await scan(`oci:${folder}`, settings);
    const words = report.findings.find((one) => packageOf(one)?.name === 'words');
    assert.deepEqual(words?.aliases, [], 'its maker must not choose an id by which exceptions go');
    assert.deepEqual(told(report), [
      'both licence/denied high',
      'emptied licence/unknown unknown',
      'folder licence/unknown unknown',
      'removed licence/unknown unknown',
      'replaced licence/unknown unknown',
      'words licence/unknown unknown',
    ]);
  }));

test('lists that are not understood cost no scan', () =>
  inTemporaryDirectory(async (folder) => {
    writeFileSync(join(folder, 'x'), '');
    await assert.rejects(scanned(folder, { deny: ['MIT OR ISC'] }), { code: 'E_USAGE' });
  }));

test('a text that nobody knows beside one that is known is no pass, whatever its size', () =>
  inTemporaryDirectory(async (folder) => {
    const beside = (name: string, file: string, body: string) => ({ path: `app/node_modules/${name}/${file}`, body });
    const plain = ['alone', 'words', 'large', 'twice', 'read-me', 'gone'];
    await ociLayout(folder, {
      layers: [
        layer([
          { path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' },
          ...plain.flatMap((name) => [npm(name), own(name)]),
          beside('words', 'LICENSE-OTHER', 'You may use this on Sundays only.'),
          beside('large', 'licenses/third-party.txt', 'x'.repeat(600 * 1024)),
          beside('twice', 'COPYING', text.toString()),
          beside('read-me', 'README', 'You may use this on Sundays only.'),
          beside('gone', 'LICENSE-OTHER', 'You may use this on Sundays only.'),
        ]),
        layer([{ path: 'app/node_modules/gone/.wh.LICENSE-OTHER', body: '' }]),
      ],
    });
    const settings = offlineSettings({
      databaseDirectory: join(folder, 'db'),
      clock: fixedClock('2026-06-15T00:00:00Z'),
      toolVersion: 'test',
    });
    for (const licences of [{ allow: ['MIT'] }, { deny: ['GPL-*'] }]) {
      const report = await scan(`oci:${folder}`, { ...settings, licences });
      assert.deepEqual(told(report), ['large licence/unknown unknown', 'words licence/unknown unknown']);
      const words = report.findings.find((one) => packageOf(one)?.name === 'words');
      assert.match(words?.title ?? '', /LICENSE-OTHER/);
      assert.match(words?.evidence[0]?.statement ?? '', /has the text of MIT\. Beside it .*LICENSE-OTHER has a text/);
    }
    assert.ok(
      told(await scan(`oci:${folder}`, { ...settings, licences: { deny: ['MIT'] } })).includes(
        'words licence/denied high',
      ),
    );
  }));
