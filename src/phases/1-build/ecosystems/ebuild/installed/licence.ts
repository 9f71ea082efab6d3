import { spdxLicence } from '../../../../../foundations/sbom/index.ts';
import { type Expression, readExpression } from './atoms.ts';

/**
 * Names of Gentoo's licences that mean one licence of the SPDX list, where they are spelt otherwise. What is not here, and no identifier of the list, keeps
 * Gentoo's word.
 */
const names: Readonly<Record<string, string>> = {
  'AGPL-3': 'AGPL-3.0-only',
  'AGPL-3+': 'AGPL-3.0-or-later',
  'Artistic-2': 'Artistic-2.0',
  'Boost-1.0': 'BSL-1.0',
  BSD: 'BSD-3-Clause',
  'BSD-1': 'BSD-1-Clause',
  'BSD-2': 'BSD-2-Clause',
  'BSD-4': 'BSD-4-Clause',
  BZIP2: 'bzip2-1.0.6',
  'FDL-1.1': 'GFDL-1.1-only',
  'FDL-1.1+': 'GFDL-1.1-or-later',
  'FDL-1.2': 'GFDL-1.2-only',
  'FDL-1.2+': 'GFDL-1.2-or-later',
  'FDL-1.3': 'GFDL-1.3-only',
  'FDL-1.3+': 'GFDL-1.3-or-later',
  'GPL-1': 'GPL-1.0-only',
  'GPL-1+': 'GPL-1.0-or-later',
  'GPL-2': 'GPL-2.0-only',
  'GPL-2+': 'GPL-2.0-or-later',
  'GPL-3': 'GPL-3.0-only',
  'GPL-3+': 'GPL-3.0-or-later',
  'LGPL-2': 'LGPL-2.0-only',
  'LGPL-2+': 'LGPL-2.0-or-later',
  'LGPL-2.1': 'LGPL-2.1-only',
  'LGPL-2.1+': 'LGPL-2.1-or-later',
  'LGPL-3': 'LGPL-3.0-only',
  'LGPL-3+': 'LGPL-3.0-or-later',
  'PSF-2': 'PSF-2.0',
  ZLIB: 'Zlib',
  openssl: 'OpenSSL',
};

const nameOf = (word: string): string => (Object.hasOwn(names, word) ? (names[word] ?? word) : spdxLicence(word));

/** What all hold together, each as an expression, or in Gentoo's words. */
export function licencesOf(text: string): readonly string[] {
  const expression = readExpression(text);
  if (expression === undefined) return text.trim() === '' ? [] : [text.trim().slice(0, 1_000)];
  return [...new Set('all' in expression ? expression.all.map(write) : [])].filter(Boolean);
}

function write(expression: Expression): string {
  if ('word' in expression) return nameOf(expression.word);
  const [parts, operator] = 'all' in expression ? [expression.all, ' AND '] : [expression.any, ' OR '];
  const written = [...new Set(parts.map(write))].filter(Boolean);
  return written.length === 1 ? (written[0] ?? '') : written.length === 0 ? '' : `(${written.join(operator)})`;
}
