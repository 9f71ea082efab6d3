import { type Package, parsePurl } from '../../src/core/index.ts';
import { offlineSettings, sbom } from '../../src/flows/index.ts';

/** Kinds of the suite that are bills of materials, which no extractor reads. */
export const sbomKinds: ReadonlySet<string> = new Set(['cdx', 'spdx']);

/** A package as the suite has it. */
interface Expected {
  readonly name: string;
  readonly version: string;
}

/** What a document lists, read as `seaworthy sbom` reads it: undefined where it is what the suite expects. */
export async function judgeDocument(
  file: string,
  expected: readonly Expected[],
): Promise<{ readonly expected: string; readonly actual: string } | undefined> {
  const settings = offlineSettings({ databaseDirectory: '/nonexistent', toolVersion: 'suite' });
  const { packages } = await sbom(`sbom:${file}`, settings);
  const left = [...packages];
  const missing = expected.filter((one) => {
    const at = left.findIndex((found) => isMeant(found, one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && left.length === 0) return undefined;
  return {
    expected: expected.map(({ name, version }) => `${name} ${version}`).join(', '),
    actual: packages.map(({ name, version }) => `${name} ${version}`).join(', ') || 'nothing',
  };
}

/** The suite's tool names a package by the last part of its URL, and one without a URL by its CPE name as a whole, with the version in it. */
function isMeant({ name, version, purl }: Package, expected: Expected): boolean {
  const [, product, of] = /^cpe:2\.3:[aoh]:[^:]*:([^:]+)(?::([^:*]+))?/.exec(expected.name) ?? [];
  if (product !== undefined) return name.toLowerCase() === product && version === (of ?? '');
  const names = [name, parsePurl(purl)?.name];
  return names.includes(expected.name) && version === expected.version;
}
