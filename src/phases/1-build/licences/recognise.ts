/* Licences by their texts. Each is known by phrases of its own that all stand in it, in the order of the text, and about how many words it has. */

interface KnownText {
  readonly id: string;
  /** In lower case, letters and digits alone, one space between words. */
  readonly phrases: readonly string[];
  /** Phrases of a licence that has all of these and more. */
  readonly without?: readonly string[];
  /** Words of the text, about. */
  readonly words: number;
}

const mit = 'permission is hereby granted free of charge to any person obtaining a copy of this software';
const isc = ['permission to use copy modify', 'this software for any purpose with or without fee is hereby granted'];
const asIs = 'the software is provided as is and';
const kept = 'provided that the above copyright notice';
const bsd =
  'redistribution and use in source and binary forms with or without modification are permitted provided that the following conditions are met';
const endorse = 'be used to endorse or promote products derived from this software without';
const advertise = 'all advertising materials mentioning features or use of this software must display';
const notice = 'the above copyright notice and this permission notice';
const gnu = (name: string, version: string): string => `gnu ${name} version ${version}`;

const known: readonly KnownText[] = [
  { id: 'MIT', phrases: [mit, notice, 'the software is provided as is without warranty of any kind'], words: 165 },
  {
    id: 'MIT-0',
    phrases: [mit, 'the software is provided as is without warranty of any kind'],
    without: [notice],
    words: 130,
  },
  { id: 'ISC', phrases: [...isc, kept, asIs], words: 110 },
  { id: '0BSD', phrases: [...isc, asIs], without: [kept], words: 95 },
  {
    id: 'BSD-2-Clause',
    phrases: [bsd, 'redistributions in binary form must reproduce'],
    without: [endorse, advertise],
    words: 190,
  },
  {
    id: 'BSD-3-Clause',
    phrases: [bsd, 'redistributions in binary form must reproduce', endorse],
    without: [advertise],
    words: 220,
  },
  { id: 'BSD-4-Clause', phrases: [bsd, advertise, endorse], words: 250 },
  {
    id: 'Apache-2.0',
    phrases: [
      'apache license version 2 0',
      'terms and conditions for use reproduction and distribution',
      'grant of patent license',
    ],
    words: 1_550,
  },
  {
    id: 'GPL-2.0-only',
    phrases: [
      gnu('general public license', '2 june 1991'),
      'terms and conditions for copying distribution and modification',
    ],
    words: 2_900,
  },
  {
    id: 'GPL-3.0-only',
    phrases: [
      gnu('general public license', '3 29 june 2007'),
      'the gnu general public license is a free copyleft license',
    ],
    words: 5_600,
  },
  {
    id: 'LGPL-2.1-only',
    phrases: [
      gnu('lesser general public license', '2 1 february 1999'),
      'terms and conditions for copying distribution and modification',
    ],
    words: 4_200,
  },
  {
    id: 'LGPL-3.0-only',
    phrases: [gnu('lesser general public license', '3 29 june 2007'), 'additional permissions'],
    words: 1_200,
  },
  {
    id: 'AGPL-3.0-only',
    phrases: [gnu('affero general public license', '3 19 november 2007'), 'remote network interaction'],
    words: 5_500,
  },
  {
    id: 'MPL-2.0',
    phrases: ['mozilla public license version 2 0', 'covered software', 'incompatible with secondary licenses'],
    words: 2_400,
  },
  { id: 'EPL-2.0', phrases: ['eclipse public license v 2 0', 'secondary license'], words: 2_100 },
  { id: 'EPL-1.0', phrases: ['eclipse public license v 1 0', 'commercial distribution'], words: 1_700 },
  {
    id: 'Unlicense',
    phrases: [
      'this is free and unencumbered software released into the public domain',
      'anyone is free to copy modify publish use',
    ],
    words: 200,
  },
  { id: 'CC0-1.0', phrases: ['cc0 1 0 universal', 'public license fallback'], words: 1_050 },
  {
    id: 'Zlib',
    phrases: [
      'this software is provided as is without any express or implied warranty',
      'altered source versions must be plainly marked as such',
    ],
    words: 140,
  },
  {
    id: 'BSL-1.0',
    phrases: [
      'boost software license version 1 0',
      'permission is hereby granted free of charge to any person or organization',
    ],
    words: 220,
  },
  {
    id: 'BlueOak-1.0.0',
    phrases: [
      'blue oak model license',
      'this license gives everyone as much permission',
      'without any warranty or condition',
    ],
    words: 230,
  },
  {
    id: 'Artistic-2.0',
    phrases: ['artistic license 2 0', 'standard version', 'distribution of modified versions of the package'],
    words: 1_400,
  },
  {
    id: 'WTFPL',
    phrases: ['do what the fuck you want to public license', 'you just do what the fuck you want to'],
    words: 75,
  },
];

/** Longer than any licence with its appendix. */
const longest = 512 * 1024;
/** What else a file may say, beside the licences: titles, names of holders, how to apply it. */
const othersWords = 80;
/** By how much a text may be longer than it is meant to be. */
const slack = 1.4;

/**
 * The licences of which a file has the text, as SPDX identifiers. None where there is much else in it: further conditions would be passed over. That later versions
 * may be taken as well is said elsewhere, so a text of the GNU licences says the one version.
 */
export function recogniseLicences(bytes: Uint8Array): readonly string[] {
  if (bytes.length > longest) return [];
  const text = plain(new TextDecoder().decode(bytes));
  const found = known.filter(
    ({ phrases, without = [] }) => inOrder(text, phrases) && !without.some((phrase) => text.includes(phrase)),
  );
  const expected = found.reduce((sum, { words }) => sum + words * slack, othersWords);
  return found.length > 0 && text.split(' ').length <= expected ? found.map(({ id }) => id) : [];
}

/** Without the lines that name holders, and with words alone. */
function plain(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^[\s*#/-]*(?:copyright\s*(?:\(c\)|©|\d{4})|\(c\)|©)/i.test(line.slice(0, 200)))
    .join(' ')
    .toLowerCase()
    .replace(/licence/g, 'license')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function inOrder(text: string, phrases: readonly string[]): boolean {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    if (found < 0) return false;
    at = found + phrase.length;
  }
  return true;
}
