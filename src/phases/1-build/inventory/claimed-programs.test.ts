import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  makeElf,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

const named = async (entries: readonly FixtureEntry[]): Promise<string[]> =>
  inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: [makeLayer(entries)] });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      const options = { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') };
      return (await takeInventory(image, options)).coverage.unidentified.map(({ path, what }) => `${path}: ${what}`);
    } finally {
      await image.close();
    }
  });

const elf = makeElf({ wordSize: 8, littleEndian: true, sections: [] });
const program = (path: string, body: string | Uint8Array = elf): FixtureEntry => ({ path, body, mode: 0o755 });
const file = (path: string, body: string): FixtureEntry => ({ path, body });
const debian = file('etc/os-release', 'ID=debian\nVERSION_ID="12"');
const dpkg = (name: string, more: string, ...files: string[]): FixtureEntry[] => [
  file(
    'var/lib/dpkg/status',
    `Package: ${name}\nStatus: install ok installed\nVersion: 1-1\nArchitecture: amd64\n${more}\n`,
  ),
  file(`var/lib/dpkg/info/${name}.list`, ['/.', ...files.map((one) => `/${one}`)].join('\n')),
];

/** Programs that a list of files claims: what it is not believed about is told with the claim. */
const claimed: readonly (readonly [title: string, expected: string[], entries: FixtureEntry[]])[] = [
  [
    'what a list of the distribution claims where it puts nothing',
    [
      'opt/app/evil: program (ELF), listed as a file of deb libc6 1-1',
      'usr/local/bin/evil: program (ELF), listed as a file of deb libc6 1-1',
    ],
    [
      debian,
      ...dpkg('libc6', '', 'usr/local/bin/evil', 'opt/app/evil', 'usr/bin/good'),
      program('usr/local/bin/evil'),
      program('opt/app/evil', Buffer.concat([elf, Buffer.from('other')])),
      program('usr/bin/good', Buffer.concat([elf, Buffer.from('good')])),
    ],
  ],
  [
    'what a list of Alpine claims below /usr/local',
    ['usr/local/bin/evil: program (ELF), listed as a file of apk musl 1-r0'],
    [
      file('lib/apk/db/installed', 'P:musl\nV:1-r0\no:musl\nF:usr/local/bin\nR:evil\n\n'),
      program('usr/local/bin/evil'),
    ],
  ],
  [
    'what a package that somebody else built brought',
    ['usr/bin/agent: program (ELF), listed as a file of deb agent 1-1'],
    [
      debian,
      ...dpkg('agent', 'Maintainer: Acme <support@acme.example>\nVendor: Acme\n', 'usr/bin/agent'),
      program('usr/bin/agent'),
    ],
  ],
  [
    'nothing of what the distribution brought to its own places',
    [],
    [
      debian,
      ...dpkg('tool', 'Maintainer: Debian QA <packages@qa.debian.org>\n', 'usr/bin/tool'),
      program('usr/bin/tool'),
    ],
  ],
];
for (const [title, expected, entries] of claimed) {
  test(`not identified: ${title}`, async () => assert.deepEqual(await named(entries), expected));
}
