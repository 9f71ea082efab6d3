import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { secretScanner } from '../secrets/index.ts';
import type { Examined } from './examination.ts';
import { examineImage } from './take-inventory.ts';

const secrets = secretScanner({ key: Buffer.from('a key for tests') });

async function examined(...layers: readonly (readonly FixtureEntry[])[]): Promise<Examined> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: layers.map((entries) => makeLayer(entries)) });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      return await examineImage(image, {
        extractors,
        limits: defaultLimits,
        now: new Date('2026-11-24T00:00:00Z'),
        secrets,
      });
    } finally {
      await image.close();
    }
  });
}

const example = `opener.open('https://scott:t1ger${'Paw'}99@db.internal/')\n`;
const file = (path: string, body = example): FixtureEntry => ({ path, body });
const debian = file('etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
const dpkg = (path: string, more = '', version = '3.11.2-6'): FixtureEntry[] => [
  file(
    'var/lib/dpkg/status',
    `Package: python3\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n${more}\n`,
  ),
  file('var/lib/dpkg/info/python3.list', `/.\n/${path}\n/usr/share/doc/python3/copyright\n`),
];
const own = 'Maintainer: A Person <person@debian.org>\n';
const apk = (folder: string, name: string): FixtureEntry =>
  file('lib/apk/db/installed', `P:python3\nV:3.12-r0\nA:x86_64\no:python3\nF:${folder}\nR:${name}\n\n`);

const library = 'usr/lib/python3.11/urllib/request.py';
const cases: readonly (readonly [what: string, told: readonly string[], ...layers: FixtureEntry[][]])[] = [
  ['an example of the standard library', [], [debian, ...dpkg(library, own), file(library)]],
  [
    'an example of a package of Alpine',
    [],
    [
      file('etc/os-release', 'ID=alpine\nVERSION_ID=3.20.1\n'),
      apk('usr/lib/python3.12', 'ftplib.py'),
      file('usr/lib/python3.12/ftplib.py'),
    ],
  ],
  [
    'the same in the copy that an upgrade replaced',
    [],
    [debian, ...dpkg(library, own), file(library)],
    [...dpkg(library, own, '3.11.2-6+deb12u1'), file(library)],
  ],
  [
    'a file beside it that no package lists',
    ['usr/lib/python3.11/site.py'],
    [debian, ...dpkg(library, own), file(library), file('usr/lib/python3.11/site.py')],
  ],
  [
    'a file of a package that a later layer wrote',
    [library],
    [debian, ...dpkg(library, own), file(library, 'pass')],
    [file(library)],
  ],
  [
    'a setting of a package, which people change',
    ['etc/python3/debian_config'],
    [debian, ...dpkg('etc/python3/debian_config', own), file('etc/python3/debian_config')],
  ],
  [
    'a list of files that claims what is the administrator’s',
    ['usr/local/lib/x.py'],
    [debian, ...dpkg('usr/local/lib/x.py', own), file('usr/local/lib/x.py')],
  ],
  [
    'a package that somebody else made',
    [library],
    [
      debian,
      ...dpkg(library, 'Maintainer: Ops <ops@corp.internal>\nBugs: https://corp.internal/bugs\n'),
      file(library),
    ],
  ],
  [
    'another value in the copy that was replaced',
    [library],
    [debian, ...dpkg(library, own), file(library, example.replace('Paw99', 'Claw77'))],
    [...dpkg(library, own, '3.11.2-7'), file(library)],
  ],
];

for (const [what, told, ...layers] of cases) {
  test(`secrets of packages: ${what}: ${told.length === 0 ? 'not told' : 'told'}`, async () => {
    const found = await examined(...layers);
    assert.deepEqual(
      found.secrets.map(({ hit }) => hit.path),
      told,
    );
    // What was left out is said.
    const part = found.inventory.coverage.parts.find(({ id }) => id === 'secrets');
    const all = layers.flat().filter(({ body }) => body !== undefined && String(body).includes('scott')).length;
    assert.equal(part?.found, all);
    assert.equal(part?.why === undefined, all === told.length, part?.why);
  });
}
