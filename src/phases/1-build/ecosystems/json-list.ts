import { SeaworthyError } from '../../../core/index.ts';
import { field, optionalArray, parseJson } from '../../../foundations/formats/index.ts';
import type { Extraction, FoundPackage } from './extractor.ts';
import { Problems } from './problems.ts';

/** A list that a maker leaves in an image without a package manager: a JSON document with the packages in one of its members. */
export interface PackageList {
  /** What the file is, for messages: `an inventory of Bottlerocket`. */
  readonly what: string;
  readonly member: string;
  /** A sentence where the entry lacks what a package must have. */
  packageOf(entry: unknown, index: number): FoundPackage | string;
}

/** The packages of such a list. Throws `E_FORMAT` for a document without it. */
export function readPackageList(path: string, bytes: Uint8Array, { what, member, packageOf }: PackageList): Extraction {
  const problems = new Problems();
  const packages: FoundPackage[] = [];
  const document = parseJson(bytes, path);
  if (!Array.isArray(field(document, member)))
    throw new SeaworthyError('E_FORMAT', `not ${what}`, { where: path, why: `it has no list ${member}` });
  for (const [index, entry] of optionalArray(document, member, path).entries()) {
    const found = packageOf(entry, index);
    if (typeof found === 'string') problems.add(found);
    else packages.push(found);
  }
  return { packages, files: [], problems: problems.list() };
}
