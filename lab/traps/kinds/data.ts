import assert from 'node:assert/strict';
import type { Distribution } from '../../../src/core/index.ts';
import { makeElf } from '../../fixtures/index.ts';
import { fixes, judgedByOne, type OneSource } from '../one-source.ts';
import { nvdProduct } from '../publishers.ts';
import { judged, told } from '../scene.ts';
import type { Trap } from '../trap.ts';

const etc = { like: [], path: 'etc/os-release' } as const;
const noble: Distribution = { ...etc, id: 'ubuntu', version: '24.04', codename: 'noble' };
const bookworm: Distribution = { ...etc, id: 'debian', version: '12', codename: 'bookworm' };
const alpine: Distribution = { ...etc, id: 'alpine', version: '3.20.3' };
const azure: Distribution = { ...etc, id: 'azurelinux', version: '3.0' };

const deb = { type: 'deb', name: 'p', version: '1.0-1', versionOrder: 'dpkg' } as const;

/** One definition of Ubuntu's file of flaws, of a package in any version, in these words. */
const ubuntu = (words: string): OneSource => ({
  feed: 'ubuntu-oval',
  partition: 'ubuntu/24.04',
  distribution: noble,
  found: deb,
  file: [
    'com.ubuntu.noble.cve.oval.xml.bz2',
    `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:linux-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
    <generator><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
    <definitions><definition class="vulnerability" id="oval:com.ubuntu.noble:def:1" version="1"><metadata><title>CVE-2025-0001 on Ubuntu 24.04 LTS (noble) - medium</title><description>It.</description>
    <affected family="unix"><platform>Ubuntu 24.04 LTS</platform></affected><reference source="CVE" ref_id="CVE-2025-0001" ref_url="https://ubuntu.com/"/><advisory><severity>Medium</severity></advisory></metadata>
    <criteria><criterion test_ref="oval:com.ubuntu.noble:tst:1" comment="p source package in noble, ${words}"/></criteria></definition></definitions>
    <tests><linux-def:dpkginfo_test id="oval:com.ubuntu.noble:tst:1" version="1" check_existence="at_least_one_exists" check="at least one"><linux-def:object object_ref="oval:com.ubuntu.noble:obj:1"/></linux-def:dpkginfo_test></tests>
    <objects><linux-def:dpkginfo_object id="oval:com.ubuntu.noble:obj:1" version="1"><linux-def:name>p</linux-def:name></linux-def:dpkginfo_object></objects><states/></oval_definitions>`,
  ],
});

const trackerOf = (state: object): OneSource => ({
  feed: 'debian-tracker',
  partition: 'debian-tracker/bookworm',
  distribution: bookworm,
  found: deb,
  file: ['data/json', JSON.stringify({ p: { 'CVE-2025-0001': { releases: { bookworm: state } } } })],
});

const secdbOf = (fixed: string): OneSource => ({
  feed: 'alpine-secdb',
  partition: 'alpine/3.20',
  distribution: alpine,
  found: { type: 'apk', name: 'p', version: '1.0-r0', versionOrder: 'apk' },
  file: [
    'v3.20/main.json',
    JSON.stringify({
      distroversion: 'v3.20',
      packages: [{ pkg: { name: 'p', secfixes: { [fixed]: ['CVE-2025-0001'] } } }],
    }),
  ],
});

/** One definition of Azure Linux: earlier than this version. */
const azureOf = (evr: string): OneSource => ({
  feed: 'azure-linux',
  partition: 'azurelinux/3.0',
  distribution: azure,
  found: { type: 'rpm', name: 'p', version: '1.0-1.azl3', versionOrder: 'rpm' },
  file: [
    'azurelinux-3.0-oval.xml',
    `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:linux-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
    <generator><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator><definitions><definition class="vulnerability" id="oval:a:def:1" version="1"><metadata>
    <title>CVE-2025-0001 affecting package p</title><reference ref_id="CVE-2025-0001" ref_url="https://nvd.nist.gov/" source="CVE"/><patchable>true</patchable><severity>High</severity><description>It.</description></metadata>
    <criteria operator="AND"><criterion comment="Package p is earlier" test_ref="oval:a:tst:1"/></criteria></definition></definitions>
    <tests><linux-def:rpminfo_test check="at least one" id="oval:a:tst:1" version="1"><linux-def:object object_ref="oval:a:obj:1"/><linux-def:state state_ref="oval:a:ste:1"/></linux-def:rpminfo_test></tests>
    <objects><linux-def:rpminfo_object id="oval:a:obj:1" version="1"><linux-def:name>p</linux-def:name></linux-def:rpminfo_object></objects>
    <states><linux-def:rpminfo_state id="oval:a:ste:1" version="1"><linux-def:evr datatype="evr_string" operation="less than">${evr}</linux-def:evr></linux-def:rpminfo_state></states></oval_definitions>`,
  ],
});

/** What a zero, or a state without a version, means in each feed. */
const zeros: readonly (readonly [what: string, source: OneSource, fixes: Readonly<Record<string, string>>])[] = [
  ['Alpine: 0 is never affected', secdbOf('0'), {}],
  ['Alpine: a version is where it was fixed', secdbOf('1.0-r1'), { 'CVE-2025-0001': 'fixed' }],
  [
    'Debian: resolved in 0 is never affected',
    trackerOf({ status: 'resolved', fixed_version: '0', urgency: 'low' }),
    {},
  ],
  ['Debian: open has no fix', trackerOf({ status: 'open', urgency: 'low' }), { 'CVE-2025-0001': 'unfixed' }],
  ['Ubuntu: needs fixing has no fix', ubuntu('is affected and needs fixing.'), { 'CVE-2025-0001': 'unfixed' }],
  [
    'Ubuntu: fixed in 0 names no version, and is no word that it was never affected',
    ubuntu("is affected and has been fixed (note: '0')."),
    { 'CVE-2025-0001': 'unfixed' },
  ],
  ['Ubuntu: not affected is in words', ubuntu("is not affected (note: '0')."), {}],
  [
    'Ubuntu: a version is where it was fixed',
    ubuntu("is affected and has been fixed (note: '1.0-2')."),
    { 'CVE-2025-0001': 'fixed' },
  ],
  ['Azure Linux: nothing is earlier than 0', azureOf('0:0'), {}],
  ['Azure Linux: a version is where it was fixed', azureOf('0:1.0-2.azl3'), { 'CVE-2025-0001': 'fixed' }],
];

const cpe = (text: string, vulnerable: boolean, more: object = {}): object => ({
  vulnerable,
  criteria: `cpe:2.3:${text}:*:*:*:*:*:*:*`,
  ...more,
});
const node = (...cpeMatch: readonly object[]): object => ({ operator: 'OR', negate: false, cpeMatch });

const curl = makeElf({
  wordSize: 8,
  littleEndian: true,
  sections: [{ name: '.rodata', bytes: Buffer.from('\0CLIENT libcurl 8.1.0\0') }],
});

export const dataTraps: readonly Trap[] = [
  {
    id: 'zero-by-feed',
    title: 'a fix in version 0 means "never affected" to one publisher and nothing of the kind to another',
    cases: Object.fromEntries(
      zeros.map(([what, source, expected]) => [
        what,
        async () => assert.deepEqual(fixes((await judgedByOne(source)).findings), expected),
      ]),
    ),
  },
  {
    id: 'running-on',
    title: 'what the NVD names as the thing that a flawed product runs on, or with, was taken for the flawed product',
    cases: {
      'it is affected where it is named as flawed, nowhere else, and undecided where it must run with another':
        async () => {
          const own = cpe('a:haxx:curl:*', true, { versionEndExcluding: '9.0.0' });
          const report = await judged({
            layers: [{ 'usr/local/bin/curl': curl }],
            feeds: nvdProduct(
              'haxx',
              'curl',
              ['CVE-2025-0001', [{ nodes: [node(own)] }]],
              // A flaw of something else that runs with curl.
              [
                'CVE-2025-0002',
                [{ operator: 'AND', nodes: [node(cpe('a:other:thing:*', true)), node(cpe('a:haxx:curl:*', false))] }],
              ],
              // A flaw of curl on Windows.
              ['CVE-2025-0003', [{ operator: 'AND', nodes: [node(own), node(cpe('o:microsoft:windows:-', false))] }]],
              // A flaw of curl together with something that nobody has seen here.
              ['CVE-2025-0004', [{ operator: 'AND', nodes: [node(own), node(cpe('a:other:thing:*', false))] }]],
              // A flaw of a plug-in for it.
              ['CVE-2025-0005', [{ nodes: [node(cpe('a:haxx:curl_plugin:*', true))] }]],
            ),
          });
          assert.deepEqual(told(report), ['CVE-2025-0001 curl 8.1.0', 'CVE-2025-0004 curl 8.1.0']);
          const together = report.findings.find(({ id }) => id === 'CVE-2025-0004');
          assert.match(JSON.stringify(together?.evidence), /undetermined.*together with other:thing/);
        },
    },
  },
];
