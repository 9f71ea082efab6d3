import assert from 'node:assert/strict';
import { packageOf } from '../../../src/core/index.ts';
import { alpine, apk, debian, dpkg, npm, nvdRating, osv, secdb, tracker } from '../publishers.ts';
import { judged, notJudged, told } from '../scene.ts';
import type { Trap } from '../trap.ts';

const open = (more: Readonly<Record<string, string>> = {}) => ({
  status: 'open',
  urgency: 'not yet assigned',
  ...more,
});
const fixedAt = (version: string) => ({ status: 'resolved', fixed_version: version, urgency: 'not yet assigned' });
const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

export const distributionTraps: readonly Trap[] = [
  {
    id: 'kernel-headers',
    title: 'linux-libc-dev has every flaw of the kernel, since both come from one source',
    cases: {
      'each is told with a tenth of the risk, and why': async () => {
        const report = await judged({
          layers: [
            debian(
              dpkg('linux-libc-dev', '6.1.1-1', 'Source: linux\nMaintainer: Team <team@lists.debian.org>\n'),
              dpkg('linux-image-6.1.0-1-amd64', '6.1.1-1', 'Source: linux\nMaintainer: Team <team@lists.debian.org>\n'),
            ),
          ],
          feeds: tracker(['linux', 'CVE-2025-0001', fixedAt('6.1.9-1')], ['linux', 'CVE-2025-0002', open()]),
        });
        assert.equal(report.findings.length, 4);
        for (const finding of report.findings) {
          const factor = finding.risk.factors.find(({ name }) => name === 'code-free');
          const isHeaders = packageOf(finding)?.name === 'linux-libc-dev';
          assert.equal(factor?.effect, isHeaders ? '× 0.1' : undefined);
          if (isHeaders) assert.match(factor?.why ?? '', /header|kernel/);
        }
      },
    },
  },
  {
    id: 'vendor-severity',
    title: 'what Debian calls minor, or will not mend by a bulletin, was shown as critical by the word of the NVD',
    cases: {
      'the word of the distribution is told with its source, though the NVD has another': async () => {
        const report = await judged({
          layers: [debian(dpkg('zlib1g', '1.2.13-1', 'Source: zlib\nMaintainer: Team <team@lists.debian.org>\n'))],
          feeds: {
            ...tracker(
              ['zlib', 'CVE-2025-0001', open({ urgency: 'low', nodsa: 'Minor issue', nodsa_reason: '' })],
              ['zlib', 'CVE-2025-0002', open({ urgency: 'unimportant', nodsa: 'minizip is not built' })],
            ),
            ...nvdRating('CVE-2025-0001', critical),
          },
        });
        const words = Object.fromEntries(report.findings.map((one) => [one.id, [one.severity, one.severitySource]]));
        assert.deepEqual(words, {
          'CVE-2025-0001': ['low', 'Debian'],
          'CVE-2025-0002': ['negligible', 'Debian'],
        });
        const minor = report.findings.find(({ id }) => id === 'CVE-2025-0001');
        assert.match(JSON.stringify(minor?.evidence), /no DSA: Minor issue/);
      },
      'what has no word of its distribution takes another’s, which is named': async () => {
        const report = await judged({
          layers: [debian(dpkg('a', '1-1'))],
          feeds: { ...tracker(['a', 'CVE-2025-0001', open()]), ...nvdRating('CVE-2025-0001', critical) },
        });
        assert.deepEqual(
          report.findings.map(({ severity, severitySource }) => [severity, /NVD/.test(severitySource)]),
          [['critical', true]],
        );
      },
      'a source that says it is not affected is believed (minizip is not shipped)': async () => {
        const report = await judged({
          layers: [debian(dpkg('zlib1g', '1.2.13-1', 'Source: zlib\nMaintainer: Team <team@lists.debian.org>\n'))],
          feeds: { ...tracker(['zlib', 'CVE-2025-0001', fixedAt('0')]), ...nvdRating('CVE-2025-0001', critical) },
        });
        assert.deepEqual([told(report), notJudged(report)], [[], '']);
      },
    },
  },
  {
    id: 'third-party-packages',
    title: 'packages that others built for a distribution were judged by the distribution’s data',
    cases: {
      'one from elsewhere has no flaw of that name told, and is told as not judged; what it brought is judged':
        async () => {
          const report = await judged({
            layers: [
              {
                ...debian(
                  dpkg('nodejs', '20.1.0-1nodesource1', 'Maintainer: Ivan <support@nodesource.com>\n'),
                  dpkg('curl', '7.88.1-1'),
                ),
                'var/lib/dpkg/info/nodejs.list': '/.\n/usr/lib/node_modules/npm/package.json\n',
                'usr/lib/node_modules/npm/package.json': JSON.stringify({ name: 'npm', version: '9.0.0' }),
              },
            ],
            feeds: {
              ...tracker(['nodejs', 'CVE-2025-0001', open()], ['curl', 'CVE-2025-0002', open()]),
              ...osv('npm', ['GHSA-1', 'npm', '9.1.0']),
            },
          });
          assert.deepEqual(told(report), ['CVE-2025-0002 curl 7.88.1-1', 'GHSA-1 npm 9.0.0']);
          assert.match(notJudged(report), /not built by the distribution/);
        },
      'what the distribution’s own package brought is judged as that, and once': async () => {
        const report = await judged({
          layers: [
            {
              ...alpine(
                apk('py3-six', '1.0-r0', 'py3-six', 'F:usr/lib/python3/site-packages/six-1.0.dist-info\nR:METADATA\n'),
              ),
              'usr/lib/python3/site-packages/six-1.0.dist-info/METADATA':
                'Metadata-Version: 2.1\nName: six\nVersion: 1.0\n',
            },
          ],
          feeds: { ...secdb(['py3-six', '1.0-r0', 'CVE-2025-0001']), ...osv('PyPI', ['PYSEC-1', 'six', '1.1']) },
        });
        assert.deepEqual(told(report), []);
        assert.match(notJudged(report), /judged as that/);
      },
    },
  },
  {
    id: 'all-layers',
    title: 'looking at all layers at once lost packages, or told those that are no longer there',
    cases: {
      'only the versions that a container would see are told': async () => {
        const report = await judged({
          layers: [
            { ...alpine(apk('a', '1.0-r0'), apk('gone', '1.0-r0')), ...npm('b', '1.0.0'), ...npm('c', '1.0.0') },
            { 'lib/apk/db/installed': apk('a', '2.0-r0'), ...npm('b', '2.0.0'), 'app/node_modules/c': undefined },
            npm('d', '1.0.0'),
          ],
          feeds: {
            ...secdb(
              ['a', '1.5-r0', 'CVE-2025-0001'],
              ['gone', '9-r0', 'CVE-2025-0002'],
              ['a', '3-r0', 'CVE-2025-0003'],
            ),
            ...osv('npm', ['GHSA-1', 'b', '1.5.0'], ['GHSA-2', 'c', '9.0.0'], ['GHSA-3', 'd', '9.0.0']),
          },
        });
        assert.deepEqual(told(report), ['CVE-2025-0003 a 2.0-r0', 'GHSA-3 d 1.0.0']);
      },
    },
  },
];
