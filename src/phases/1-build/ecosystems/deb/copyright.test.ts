import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCopyright } from './copyright.ts';
import { dpkg } from './dpkg/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const licences = (text: string): readonly string[] => readCopyright('a', bytes(text)).licences;

const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: a\n\n';
const filesOf = (...names: readonly string[]): string =>
  names
    .map((name, index) => `Files: ${index === 0 ? '*' : `f${index}/*`}\nCopyright: me\nLicense: ${name}\n\n`)
    .join('');

describe('machine-readable copyright files', () => {
  const cases: readonly (readonly [said: string, told: string])[] = [
    ['GPL-2', 'GPL-2.0-only'],
    ['GPL-2+', 'GPL-2.0-or-later'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['LGPL-2', 'LGPL-2.0-only'],
    ['GFDL-1.3+', 'GFDL-1.3-or-later'],
    ['AGPL-3', 'AGPL-3.0-only'],
    ['Expat', 'MIT'],
    ['BSD-3-clause', 'BSD-3-Clause'],
    ['zlib', 'Zlib'],
    ['GPL-2+ or Expat', 'GPL-2.0-or-later OR MIT'],
    ['GPL-2+ and LGPL-2.1+ or Expat', 'GPL-2.0-or-later AND LGPL-2.1-or-later OR MIT'],
    ['GPL-2+ or Expat, and BSD-2-clause', '(GPL-2.0-or-later OR MIT) AND BSD-2-Clause'],
    ['GPL-3+ with Bison exception', 'GPL-3.0-or-later WITH Bison-exception-2.2'],
    ['GPL-2+ with Autoconf exception', 'GPL-2.0-or-later WITH Autoconf-exception-2.0'],
    ['GPL-3+ with Autoconf exception or Expat', 'GPL-3.0-or-later WITH Autoconf-exception-3.0 OR MIT'],
    ['GFDL-NIV-1.3+', 'GFDL-1.3-no-invariants-or-later'],
    ['Perl', '(Artistic-1.0-Perl OR GPL-1.0-or-later)'],
    // What leaves something open, or is nobody's identifier, keeps its words.
    ['Artistic', 'Artistic'],
    ['public-domain', 'public-domain'],
    ['BSD-3-clause and other', 'BSD-3-clause and other'],
    ['GPL-2+ with Autoconf-data exception', 'GPL-2+ with Autoconf-data exception'],
    ['A, or B, and C', 'A, or B, and C'],
    ['constructor', 'constructor'],
  ];
  for (const [said, told] of cases) test(said, () => assert.deepEqual(licences(format + filesOf(said)), [told]));

  test('each once, of files and of the whole; texts alone are under nothing', () => {
    const text = `${format.trim()}\nLicense: Expat\n\n${filesOf('GPL-2+', 'Expat', 'GPL-2+')}License: Apache-2.0\n text\n\nLicense: X\n Files: no\n`;
    assert.deepEqual(licences(text), ['MIT', 'GPL-2.0-or-later']);
  });

  test('a licence without a short name is not told', () => {
    assert.deepEqual(licences(`${format}Files: *\nLicense:\n do what you want\n`), []);
  });
});

describe('copyright files in prose', () => {
  const refer = (name: string): string => `The text is in \`/usr/share/common-licenses/${name}'.\n`;
  const later = (licence: string, version: string): string =>
    `under the terms of the GNU ${licence} as published by the\n * Free Software Foundation; either version ${version} of the License, or (at your option)\n * any later version.\n`;
  const gpl2 = later('General Public License', '2');
  const cases: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
    ['nothing is referred to', 'Do with it what you want', []],
    ['one that leaves nothing open', refer('Apache-2.0'), ['Apache-2.0']],
    ['at the end of a sentence', 'See /usr/share/common-licenses/MPL-2.0.', ['MPL-2.0']],
    ['a licence of GNU, of which later versions are not spoken', refer('GPL-2'), ['common-licenses/GPL-2']],
    ['a licence of GNU and later versions', gpl2 + refer('GPL-2'), ['GPL-2.0-or-later']],
    ['the same of another version', gpl2 + refer('GPL-3'), ['common-licenses/GPL-3']],
    [
      'two of them, one with later versions',
      gpl2 + refer('GPL-2') + refer('LGPL-2.1'),
      ['GPL-2.0-or-later', 'common-licenses/LGPL-2.1'],
    ],
    ['the newest text, and which version is meant', gpl2 + refer('GPL'), ['GPL-2.0-or-later']],
    ['a sister', later('Lesser General Public License', '2.1') + refer('LGPL-2.1'), ['LGPL-2.1-or-later']],
    ['the newest text, whichever', refer('GPL'), ['common-licenses/GPL']],
    ['Artistic, which there are several of', refer('Artistic') + refer('Artistic'), ['common-licenses/Artistic']],
    [
      'another text is quoted: the reference is not all',
      `${refer('GPL-2')}Permission is hereby\n# granted, free of charge`,
      [],
    ],
    ['and so', `${refer('Apache-2.0')}Redistribution and use in source and binary forms`, []],
  ];
  for (const [what, text, told] of cases) test(what, () => assert.deepEqual(licences(text), told));
});

describe('whose a copyright file is', () => {
  const stanza = (name: string, more = ''): string =>
    `Package: ${name}\nStatus: install ok installed\nVersion: 1\n${more}\n`;
  const told = (documented: Readonly<Record<string, string>>, status: string): readonly unknown[] => {
    const paths = Object.entries(documented).map(([name, text]) => [`usr/share/doc/${name}/copyright`, text] as const);
    const files = [...paths, ['var/lib/dpkg/status', status] as const].map(([path, text]) => ({
      path,
      extraction: dpkg.extract(path, bytes(text)),
    }));
    const joined = dpkg.join?.(files) ?? [];
    return joined.flatMap(({ extraction }) => extraction.packages.map(({ name, licences: own }) => [name, own]));
  };
  const mit = format + filesOf('Expat');

  test('of the package of its folder', () => {
    assert.deepEqual(told({ a: mit }, stanza('a') + stanza('b')), [
      ['a', ['MIT']],
      ['b', undefined],
    ]);
    assert.deepEqual(told({}, stanza('a')), []);
  });

  test('of those that need it and are of the same source, whose folder may be a link to its', () => {
    const status = `${stanza('base', 'Source: s\n')}${stanza('lib', 'Source: s\nDepends: base (= 1)\n')}${stanza('other', 'Depends: base\n')}${stanza('free', 'Source: s\n')}`;
    assert.deepEqual(told({ base: mit }, status), [
      ['base', ['MIT']],
      ['lib', ['MIT']],
      ['other', undefined],
      ['free', undefined],
    ]);
  });
});
