import { count, type Package, parsePurl } from '../../../core/index.ts';
import { readIfSbom } from '../../../foundations/sbom/index.ts';
import { type Extraction, type FoundPackage, nothing } from './extractor.ts';
import { kindOf } from './kinds.ts';

/** `generic`: what no registry has, the archive of a source among it. */
const isOurs = ({ type }: Package): boolean => type !== 'generic' && kindOf(type)?.isSystem === false;

/** As what a document lists was found: what it requires by the names of this document. */
function toFound(one: Package): FoundPackage | undefined {
  const purl = parsePurl(one.purl);
  if (purl === undefined) return undefined;
  const { type, version: _, ...parts } = purl;
  return {
    name: one.name,
    version: one.version,
    type,
    versionOrder: one.versionOrder,
    purl: parts,
    ...(one.licences.length > 0 ? { licences: one.licences } : {}),
    requires: (one.dependencies ?? []).map((id) => [id]),
    provides: [one.id],
  };
}

/**
 * What a document that lies in an image lists of itself. Packages of a system are left to its own database, which the document was made from, and what has no name that anybody
 * looks up (the source of a package, a file) is no package.
 */
export function packagesOfSbom(path: string, bytes: Uint8Array): Extraction {
  const read = readIfSbom(bytes, path, { kindOf });
  if (read === undefined) return nothing;
  const packages = read.inventory.packages.filter(isOurs).flatMap((one) => toFound(one) ?? []);
  const notes = read.inventory.coverage.problems.map(({ message }) => message).slice(0, 20);
  const word = `a bill of materials (${read.format}) that lies in the image: ${count(packages.length, 'package')} on its maker’s word`;
  return { ...nothing, packages, isSettled: packages.length > 0, notes: [word, ...notes] };
}
