import type { FoundPackage } from '../extractor.ts';

const nameForm = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
const versionForm = /^\d+(?:\.\d+)*$/;

/** A package of Hackage; undefined for what is no name or no version. */
export function hackagePackage(name: string, version: string): FoundPackage | undefined {
  if (name.length > 128 || version.length > 128 || !nameForm.test(name) || !versionForm.test(version)) return undefined;
  return { name, version, type: 'hackage', versionOrder: 'hackage', purl: { name } };
}
