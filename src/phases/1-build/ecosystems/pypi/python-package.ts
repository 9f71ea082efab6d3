import { defined } from '../../../../core/index.ts';
import { field, type JsonObject } from '../../../../foundations/formats/index.ts';
import type { FoundPackage } from '../extractor.ts';
import { normalisedName } from './name.ts';

/** PEP 508 names. */
const validName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,212}[A-Za-z0-9])?$/;

export const isPypiName = (name: string): boolean => validName.test(name);

/** A locked package of the index, or of where else it is taken from; undefined for what is no name. A version that is none is told as one that nobody knows. */
export function lockedPypi(name: unknown, version: unknown, takenFrom?: string): FoundPackage | undefined {
  if (typeof name !== 'string' || !isPypiName(name)) return undefined;
  const known = typeof version === 'string' && version.length <= 256 && /^v?\d[^\s]*$/i.test(version) ? version : '';
  return {
    name,
    version: known,
    type: 'pypi',
    versionOrder: 'pep440',
    purl: { name: normalisedName(name) },
    ...defined({ origin: takenFrom === undefined ? undefined : { takenFrom } }),
    provides: [normalisedName(name)],
  };
}

/** Which of these members says that a package is not of the index: each with what that is called. */
export function takenBy(value: unknown, members: Readonly<Record<string, string>>): string | undefined {
  const found = Object.keys(members).find((member) => field(value, member) !== undefined);
  return found === undefined ? undefined : members[found];
}

export const tablesOf = (value: JsonObject, name: string): readonly unknown[] => {
  const tables = field(value, name);
  return Array.isArray(tables) ? tables : [];
};
