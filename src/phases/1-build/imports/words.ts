/** Reading members of JSON that may be anything: what is of another type is as good as absent. */
import { field } from '../../../foundations/formats/index.ts';

/** The member as a text; undefined where it is none, or empty. */
export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The member as a text, numbers written out. */
export function wordAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === 'number' ? String(found) : textAt(found);
}

export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((inner, name) => field(inner, name), value);
}

/** The value itself where no names are given. */
export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(value, ...names);
  return Array.isArray(found) ? found : [];
}

/**
 * Names of the members that should be lists and are something else: what they tell is not read, and not nothing. `null` is an empty list, as programs in Go
 * write one.
 */
export function notLists(value: unknown, ...names: readonly string[]): readonly string[] {
  return names.filter((name) => !Array.isArray(at(value, name) ?? []));
}

/** Texts of a list; also one text alone. */
export function textsAt(value: unknown, ...names: readonly string[]): readonly string[] {
  const found = at(value, ...names);
  return (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string' && one !== '');
}

/** A whole number from `least` on; undefined for anything else. */
export function countAt(value: unknown, least: number, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= least ? found : undefined;
}

/** In one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Ids of CWE in texts such as `CWE-89: SQL Injection`, `external/cwe/cwe-089`; each once, in their order. */
export function weaknessesIn(texts: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (const [, digits] of text.slice(0, 2_000).matchAll(/\bcwe[-_:/ ]{0,2}0{0,4}([1-9]\d{0,4})\b/gi))
      found.add(`CWE-${digits}`);
  return [...found];
}

/** Ids of flaws in a text: `CVE-2024-1234`, `GHSA-…`; each once. */
export function flawIdsIn(text: string): readonly string[] {
  const found = text.slice(0, 2_000).matchAll(/\b(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})\b/gi);
  return [
    ...new Set([...found].map(([id]) => (/^cve/i.test(id) ? id.toUpperCase() : `GHSA${id.slice(4).toLowerCase()}`))),
  ];
}
