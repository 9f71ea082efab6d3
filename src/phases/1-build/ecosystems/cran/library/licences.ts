import { spdxLicence } from '../../../../../foundations/sbom/index.ts';

/** Longer texts are no names of licences. */
const longest = 500;

/** Names of R's own list of licences with a version behind them ("Writing R Extensions", "Licensing"), as SPDX has them. */
const families: Readonly<Record<string, (version: string) => string>> = {
  gpl: (version) => `GPL-${point(version)}`,
  lgpl: (version) => `LGPL-${point(version)}`,
  agpl: (version) => `AGPL-${point(version)}`,
};

const point = (version: string): string => (version.includes('.') ? version : `${version}.0`);

/** One licence of a field: `GPL-3`, `GPL (>= 2)`, `MIT + file LICENSE`; undefined for a file alone. */
function one(said: string): string | undefined {
  const text = said.replace(/\s*\+\s*file\s+LICEN[CS]E\b.*$/i, '').trim();
  if (text === '' || /^file\s/i.test(text)) return undefined;
  const [, exactly = '', version = ''] = /^(A?GPL|LGPL)-(\d(?:\.\d)?)$/i.exec(text) ?? [];
  const exact = families[exactly.toLowerCase()];
  if (exact) return `${exact(version)}-only`;
  const [, family = '', least = ''] = /^(A?GPL|LGPL)\s*\(>=?\s*(\d(?:\.\d)?)\)$/i.exec(text) ?? [];
  const later = families[family.toLowerCase()];
  if (later) return `${later(least)}-or-later`;
  return spdxLicence(text);
}

/** The field `License`: alternatives with a bar between them, of which any may be chosen. */
export function licencesOf(field: string): string[] {
  if (field === '' || field.length > longest) return [];
  const all = [...new Set(field.split('|').flatMap((part) => one(part) ?? []))];
  return all.length === 0 ? [] : [all.join(' OR ')];
}
