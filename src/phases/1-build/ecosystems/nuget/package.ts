import type { FoundPackage } from '../extractor.ts';

/** NuGet, "Package ID": letters, digits, dots, dashes and underlines. */
const idGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,255}$/;
const versionGrammar = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,255}$/;

/** A package of NuGet; undefined where name or version can be none. */
export function nugetPackage(name: string, version: string): FoundPackage | undefined {
  if (!idGrammar.test(name) || !versionGrammar.test(version)) return undefined;
  return { name, version, type: 'nuget', versionOrder: 'nuget', purl: { name } };
}
