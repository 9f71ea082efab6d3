import assert from 'node:assert/strict';
import { packageOf } from '../../../src/core/index.ts';
import { makeElf } from '../../fixtures/index.ts';
import { alpine, apk, debian, dpkg, npm, osv, secdb, tracker } from '../publishers.ts';
import { judged, judgedAgain, judgedAsBills, lineOf, type Scene, told } from '../scene.ts';
import type { Trap } from '../trap.ts';

const fixedAt = (version: string) => ({ status: 'resolved', fixed_version: version, urgency: 'low' });
const team = 'Maintainer: Team <team@lists.debian.org>\n';

/** Packages whose judging asks for more than name and version: a source of another name and version, an owner, capitals in a name. */
const mixed: Scene = {
  layers: [
    {
      ...debian(
        dpkg('libssl3', '3.0.11-1+b1', `Source: openssl (3.0.11-1)\n${team}`),
        dpkg('python3-six', '1.0-1', `Source: six\n${team}`),
      ),
      'var/lib/dpkg/info/python3-six.list': '/.\n/usr/lib/python3/dist-packages/six-1.0.egg-info\n',
      'usr/lib/python3/dist-packages/six-1.0.egg-info': 'Metadata-Version: 2.1\nName: six\nVersion: 1.0\n',
    },
    {
      ...npm('@scope/lib', '1.0.0'),
      'srv/Django-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: Django\nVersion: 1.0\n',
    },
  ],
  feeds: {
    ...tracker(['openssl', 'CVE-2025-0001', fixedAt('3.0.11-2')], ['six', 'CVE-2025-0002', fixedAt('0.9-1')]),
    ...osv('npm', ['GHSA-1', '@scope/lib', '1.1.0']),
    ...osv('PyPI', ['PYSEC-1', 'django', '1.1'], ['PYSEC-2', 'six', '1.1']),
  },
};

export const imageTraps: readonly Trap[] = [
  {
    id: 'image-and-bill',
    title: 'the scan of a bill of materials told other flaws than the scan of the image that it was made from',
    cases: {
      'names in capitals, sources, owners and scopes outlive every form': async () => {
        const reports = await judgedAsBills(mixed);
        assert.ok(reports.size > 5, [...reports.keys()].join(' '));
        for (const [form, report] of reports)
          assert.deepEqual(
            told(report),
            ['CVE-2025-0001 libssl3 3.0.11-1+b1', 'GHSA-1 @scope/lib 1.0.0', 'PYSEC-1 Django 1.0'],
            form,
          );
      },
    },
  },
  {
    id: 'runs-differ',
    title: 'results differed between runs, since layers were merged as they came',
    cases: {
      'twelve layers of different sizes are told alike, with and without a cache, to the byte': async () => {
        const layers = Array.from({ length: 12 }, (_, at) => ({
          ...npm(`p${at}`, '1.0.0'),
          ...npm('shared', `1.0.${at}`),
          [`data/${at}`]: 'x'.repeat(((7 * at) % 12) * 40_000),
        }));
        const records = Array.from({ length: 12 }, (_, at) => [`GHSA-${at}`, `p${at}`, '2.0.0'] as const);
        const feeds = osv('npm', ...records, ['GHSA-shared', 'shared', '2.0.0']);
        const reports = await judgedAgain({ layers, feeds }, 4);
        const [first = '', ...others] = reports.map(({ findings, packages, coverage }) =>
          JSON.stringify({ findings, packages, unjudged: coverage.unjudged }),
        );
        for (const other of others) assert.equal(other, first);
        const last = reports.map((report) => told(report).filter((line) => line.startsWith('GHSA-shared')));
        assert.deepEqual(last, Array(4).fill(['GHSA-shared shared 1.0.11']));
        assert.equal(reports[0]?.findings.length, 13);
      },
    },
  },
  {
    id: 'whiteouts',
    title: 'what a later layer took away was told, and a database that was written anew gave all of it to that layer',
    cases: {
      'a package whose file or folder was taken away is gone, by name or with all that lay beside it': async () => {
        const feeds = osv('npm', ['GHSA-1', 'a', '9.0.0'], ['GHSA-2', 'b', '9.0.0'], ['GHSA-3', 'c', '9.0.0']);
        const base = { ...npm('a', '1.0.0'), ...npm('b', '1.0.0'), ...npm('c', '1.0.0') };
        const taken = await judged({
          layers: [base, { 'app/node_modules/a/package.json': undefined, 'app/node_modules/b': undefined }],
          feeds,
        });
        assert.deepEqual(told(taken), ['GHSA-3 c 1.0.0']);
        const opaque = await judged({ layers: [base, { 'app/.wh..wh..opq': '', ...npm('c', '1.0.0') }], feeds });
        assert.deepEqual(told(opaque), ['GHSA-3 c 1.0.0']);
        const back = await judged({ layers: [base, { app: undefined }, npm('a', '1.1.0')], feeds });
        assert.deepEqual(told(back), ['GHSA-1 a 1.1.0']);
      },
      'each package of a database is of the layer that brought it': async () => {
        const status = (...stanzas: readonly string[]) => ({ 'var/lib/dpkg/status': stanzas.join('') });
        const [a, b, c] = ['a', 'b', 'c'].map((name) => dpkg(name, '1-1')) as [string, string, string];
        const report = await judged({
          layers: [debian(a), status(a, b), { 'etc/motd': 'x' }, status(a, b, c), status(a, dpkg('b', '2-1'), c)],
          feeds: tracker(...['a', 'b', 'c'].map((name) => [name, 'CVE-2025-0001', fixedAt('9-1')] as const)),
        });
        const layers = report.findings.map((finding) => [
          lineOf(finding),
          finding.location.kind === 'image-file' ? finding.location.layer?.index : undefined,
        ]);
        assert.deepEqual(layers.sort(), [
          ['CVE-2025-0001 a 1-1', 0],
          ['CVE-2025-0001 b 2-1', 4],
          ['CVE-2025-0001 c 1-1', 3],
        ]);
      },
      'a database that is gone leaves no package, and packages of apk go with it': async () => {
        const report = await judged({
          layers: [alpine(apk('a', '1.0-r0')), { 'lib/apk/db/installed': undefined }],
          feeds: secdb(['a', '2-r0', 'CVE-2025-0001']),
        });
        assert.deepEqual(told(report), []);
        assert.ok(report.coverage.problems.some(({ incomplete }) => incomplete));
      },
    },
  },
  {
    id: 'copied-in',
    title: 'software that was copied in without a package manager could not be seen',
    cases: {
      'a program that says what it is is judged by who publishes about it': async () => {
        const node = makeElf({
          wordSize: 8,
          littleEndian: true,
          sections: [{ name: '.rodata', bytes: Buffer.from('\0node\0node.js/v18.12.0\0') }],
        });
        const report = await judged({
          layers: [{ 'usr/local/bin/node': node }],
          feeds: {
            'nodejs/index.json': JSON.stringify({
              1: { cve: ['CVE-2025-0001'], ref: 'https://nodejs.org/', vulnerable: '18.x', patched: '^18.12.1' },
            }),
          },
        });
        assert.deepEqual(told(report), ['CVE-2025-0001 node 18.12.0']);
        assert.deepEqual(
          report.findings.map((finding) => packageOf(finding)?.type),
          ['generic'],
        );
      },
      'one that does not is told as not identified, so that nothing is called clean over it': async () => {
        const report = await judged({
          layers: [{ 'opt/bin/thing': makeElf({ wordSize: 8, littleEndian: true, sections: [] }) }],
          feeds: {},
        });
        assert.deepEqual(
          report.coverage.unidentified.map(({ path }) => path),
          ['opt/bin/thing'],
        );
      },
    },
  },
];
