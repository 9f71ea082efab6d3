import { isSpdxExpression } from './expression.ts';
import { spdxIdOf } from './spdx-ids.ts';

/** Longer texts are no names. */
const longest = 1_000;

/**
 * Names that are in use for one licence of the list and for no other, in lower case and single spaces, without `the` and `license`. What leaves a version or
 * the number of clauses open (`BSD`, `GPL`, `Apache Software License`) is not here: a guess would be a claim.
 */
const names: Readonly<Record<string, string>> = {
  'apache 2': 'Apache-2.0',
  'apache 2.0': 'Apache-2.0',
  'apache version 2.0': 'Apache-2.0',
  'apache, version 2.0': 'Apache-2.0',
  'apache software 2.0': 'Apache-2.0',
  'apache software version 2.0': 'Apache-2.0',
  'apache software, version 2.0': 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  apache2: 'Apache-2.0',
  'apache2.0': 'Apache-2.0',
  'asl 2.0': 'Apache-2.0',
  'asl 1.1': 'Apache-1.1',
  'artistic 2.0': 'Artistic-2.0',
  boost: 'BSL-1.0',
  cc0: 'CC0-1.0',
  'boost software 1.0 (bsl-1.0)': 'BSL-1.0',
  '2-clause bsd': 'BSD-2-Clause',
  'bsd 2 clause': 'BSD-2-Clause',
  'bsd 2-clause': 'BSD-2-Clause',
  'bsd-2': 'BSD-2-Clause',
  bsd2: 'BSD-2-Clause',
  'simplified bsd': 'BSD-2-Clause',
  '3-clause bsd': 'BSD-3-Clause',
  'bsd 3 clause': 'BSD-3-Clause',
  'bsd 3-clause': 'BSD-3-Clause',
  'bsd-3': 'BSD-3-Clause',
  bsd3: 'BSD-3-Clause',
  'modified bsd': 'BSD-3-Clause',
  'new bsd': 'BSD-3-Clause',
  'cc0 1.0 universal (cc0 1.0) public domain dedication': 'CC0-1.0',
  'eclipse public 2.0 (epl-2.0)': 'EPL-2.0',
  'european union public licence 1.2 (eupl 1.2)': 'EUPL-1.2',
  expat: 'MIT',
  'expat mit': 'MIT',
  'mit (expat)': 'MIT',
  'agpl-3.0+': 'AGPL-3.0-or-later',
  agplv3: 'AGPL-3.0-only',
  'agplv3+': 'AGPL-3.0-or-later',
  'gnu affero general public v3': 'AGPL-3.0-only',
  'gnu affero general public v3 or later (agplv3+)': 'AGPL-3.0-or-later',
  'gnu general public v2 (gplv2)': 'GPL-2.0-only',
  'gnu general public v2 or later (gplv2+)': 'GPL-2.0-or-later',
  'gnu general public v3 (gplv3)': 'GPL-3.0-only',
  'gnu general public v3 or later (gplv3+)': 'GPL-3.0-or-later',
  'gnu lesser general public v3 (lgplv3)': 'LGPL-3.0-only',
  'gnu lesser general public v3 or later (lgplv3+)': 'LGPL-3.0-or-later',
  // Of Fedora: any version.
  'gpl+': 'GPL-1.0-or-later',
  gplv1: 'GPL-1.0-only',
  'gplv1+': 'GPL-1.0-or-later',
  gpl2: 'GPL-2.0-only',
  'gpl2+': 'GPL-2.0-or-later',
  'gpl-2': 'GPL-2.0-only',
  'gpl-2+': 'GPL-2.0-or-later',
  gplv2: 'GPL-2.0-only',
  'gplv2+': 'GPL-2.0-or-later',
  gpl3: 'GPL-3.0-only',
  'gpl3+': 'GPL-3.0-or-later',
  'gpl-3': 'GPL-3.0-only',
  'gpl-3+': 'GPL-3.0-or-later',
  gplv3: 'GPL-3.0-only',
  'gplv3+': 'GPL-3.0-or-later',
  'isc (iscl)': 'ISC',
  lgplv2: 'LGPL-2.0-only',
  'lgplv2+': 'LGPL-2.0-or-later',
  'lgpl2.1': 'LGPL-2.1-only',
  'lgpl2.1+': 'LGPL-2.1-or-later',
  'lgplv2.1': 'LGPL-2.1-only',
  'lgplv2.1+': 'LGPL-2.1-or-later',
  lgpl3: 'LGPL-3.0-only',
  'lgpl3+': 'LGPL-3.0-or-later',
  lgplv3: 'LGPL-3.0-only',
  'lgplv3+': 'LGPL-3.0-or-later',
  'mit no attribution (mit-0)': 'MIT-0',
  'mozilla public 1.1 (mpl 1.1)': 'MPL-1.1',
  'mozilla public 2.0 (mpl 2.0)': 'MPL-2.0',
  'mpl 2.0': 'MPL-2.0',
  'mplv1.0': 'MPL-1.0',
  'mplv1.1': 'MPL-1.1',
  'mplv2.0': 'MPL-2.0',
  mpl2: 'MPL-2.0',
  'python software foundation': 'PSF-2.0',
  'universal permissive (upl)': 'UPL-1.0',
  'unlicense (unlicense)': 'Unlicense',
};

/** `license`, and `the` before it, say nothing. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\blicen[sc]e\b/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s,/g, ',')
    .trim()
    .replace(/^the /, '');

/**
 * A licence as a maker names it, as an SPDX expression: identifiers and operators in their own spelling, names that mean one licence by its identifier.
 * What is neither stays as it was written; it is for a document to refer to it (`LicenseRef-`).
 */
export function spdxLicence(said: string): string {
  const text = said.trim();
  if (text.length > longest || isSpdxExpression(text)) return text;
  const name = plain(text);
  if (Object.hasOwn(names, name)) return names[name] ?? text;
  const respelt = text
    .replace(/[()]/g, ' $& ')
    .split(/\s+/)
    .filter((token) => token !== '')
    .map((token) => (/^(?:and|or|with)$/i.test(token) ? token.toUpperCase() : respell(token)))
    .join(' ')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')');
  if (isSpdxExpression(respelt)) return respelt;
  return spdxIdOf(name) ?? ofNames(text) ?? text;
}

/** Names with `and` and `or` between them (`GPLv2+ and ASL 2.0`), when each means one licence. */
function ofNames(text: string): string | undefined {
  const parts = text
    .split(/([()]|\s+(?:and|or)\s+)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2) return undefined;
  const written = parts.map((part) => {
    if (part === '(' || part === ')') return part;
    if (/^(?:and|or)$/i.test(part)) return ` ${part.toUpperCase()} `;
    const name = plain(part);
    return Object.hasOwn(names, name) ? (names[name] ?? part) : respell(part);
  });
  const expression = written.join('');
  return isSpdxExpression(expression) ? expression : undefined;
}

function respell(token: string): string {
  const plus = token.endsWith('+') ? '+' : '';
  const id = spdxIdOf(plus === '' ? token : token.slice(0, -1));
  return id === undefined ? token : `${id}${plus}`;
}
