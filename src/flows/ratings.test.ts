import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory, testServer } from '../../lab/fixtures/index.ts';
import { fixedClock } from '../core/index.ts';
import { feeds } from '../phases/1-build/advisories/index.ts';
import { scan } from './scan.ts';
import { offlineSettings, type Settings } from './settings.ts';

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}

const secdb = (fixes: Readonly<Record<string, readonly string[]>>) =>
  JSON.stringify({
    distroversion: 'v3.20',
    reponame: 'main',
    urlprefix: 'https://example.com',
    packages: [{ pkg: { name: 'openssl', secfixes: fixes } }],
  });
const year = (id: string, baseScore: number) =>
  JSON.stringify({
    timestamp: '2025-12-31T00:00:00.000',
    vulnerabilities: [
      {
        cve: {
          id,
          vulnStatus: 'Analyzed',
          metrics: {
            cvssMetricV31: [
              { source: 'nvd@nist.gov', type: 'Primary', cvssData: { vectorString: 'CVSS:3.1/AV:N', baseScore } },
            ],
          },
        },
      },
    ],
  });

/** An Alpine root whose openssl has flaws of two years, secdb that says so, and settings with no other feed than those given. */
function world(
  folder: string,
  more: Partial<Settings>,
  on: Readonly<Record<string, string>>,
): readonly [string, Settings] {
  const root = join(folder, 'root');
  write(join(root, 'etc/os-release'), 'ID=alpine\nVERSION_ID=3.20.3\n');
  write(join(root, 'lib/apk/db/installed'), 'P:libssl3\nV:3.0.0-r0\nA:x86_64\no:openssl\n\n');
  write(
    join(folder, 'alpine/v3.20/main.json'),
    secdb({ '3.1.0-r0': ['CVE-2024-0001'], '3.2.0-r0': ['CVE-2025-0001'] }),
  );
  write(join(folder, 'alpine/v3.20/community.json'), secdb({}));
  const base = (name: string) => pathToFileURL(join(folder, name)).href;
  const given = { alpine: base('alpine'), ...on };
  return [
    `dir:${root}`,
    offlineSettings({
      databaseDirectory: join(folder, 'database'),
      toolVersion: '1',
      clock: fixedClock('2026-01-01T00:00:00.000Z'),
      feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])),
      ...more,
    }),
  ].map((one) => (typeof one === 'string' ? one : { ...one, feeds: { ...one.feeds, ...given } })) as [string, Settings];
}

const said = async (target: string, settings: Settings) => {
  const { findings, coverage } = await scan(target, settings);
  const severities = findings.map(({ id, severity, severitySource }) => `${id} ${severity} ${severitySource}`).sort();
  return {
    severities,
    sources: coverage.sources.map(({ id, tells }) => `${id} ${tells}`),
    problems: coverage.problems,
  };
};

test('an Alpine scan has severities by the word of the NVD: only the years of its flaws are fetched', () =>
  inTemporaryDirectory(async (folder) => {
    const nvd = join(folder, 'nvd');
    write(join(nvd, 'nvdcve-2.0-2024.json.gz'), gzipSync(year('CVE-2024-0001', 9.8)));
    write(join(nvd, 'nvdcve-2.0-2025.json.gz'), gzipSync(year('CVE-2025-0001', 5.3)));
    write(join(nvd, 'nvdcve-2.0-2023.json.gz'), 'never read');
    const [target, settings] = world(folder, {}, { nvd: pathToFileURL(nvd).href });
    const { severities, sources, problems } = await said(target, settings);
    assert.deepEqual(severities, ['CVE-2024-0001 critical NVD (CVSS)', 'CVE-2025-0001 medium NVD (CVSS)']);
    assert.deepEqual(sources, ['alpine/3.20 advisories', 'nvd/2024 severity', 'nvd/2025 severity']);
    assert.deepEqual(
      problems.filter(({ where }) => where.startsWith('nvd')),
      [],
    );
  }));

test('without data that rates them, flaws of Alpine are of unknown severity', () =>
  inTemporaryDirectory(async (folder) => {
    const [target, settings] = world(folder, {}, {});
    assert.deepEqual((await said(target, settings)).severities, [
      'CVE-2024-0001 unknown nobody',
      'CVE-2025-0001 unknown nobody',
    ]);
  }));

test('a publisher of ratings that does not answer is asked once, and told; a year that it does not have is passed over', () =>
  inTemporaryDirectory(async (folder) => {
    let requests = 0;
    let status = 403;
    await using server = await testServer((request, response) => {
      requests++;
      const found = status === 200 && request.url?.includes('2024') === true;
      response.statusCode = found ? 200 : status === 200 ? 404 : status;
      response.end(found ? gzipSync(year('CVE-2024-0001', 9.8)) : '');
    });
    const online = { offline: false, plainHttpFeeds: true };
    const [target, settings] = world(folder, online, { nvd: server.url });
    const silent = await said(target, settings);
    assert.equal(requests, 1);
    assert.deepEqual(silent.severities, ['CVE-2024-0001 unknown nobody', 'CVE-2025-0001 unknown nobody']);
    assert.match(silent.problems.map(({ message }) => message).join(), /could not be fetched.*1 more of its feed/);
    assert.ok(
      silent.problems.every(({ incomplete }) => !incomplete),
      'what was found stands',
    );
    status = 200;
    const half = await said(target, settings);
    assert.deepEqual(half.severities, ['CVE-2024-0001 critical NVD (CVSS)', 'CVE-2025-0001 unknown nobody']);
  }));
