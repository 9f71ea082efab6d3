import { defined, SeaworthyError } from '../../../../core/index.ts';
import {
  asObject,
  asString,
  field,
  type JsonLimits,
  jsonMemberSlices,
  optionalArray,
  optionalString,
  parseJson,
} from '../../../../foundations/formats/index.ts';
import { readLargeTree } from './large-tree.ts';
import { type ProductTree, readProductTree } from './product-tree.ts';
import type { CsafDocument } from './types.ts';
import { readVulnerability } from './vulnerability.ts';

export type * from './types.ts';

/** Of one document by itself. */
const documentLimits: JsonLimits = { maxBytes: 32 * 1024 * 1024, maxDepth: 64, maxValues: 3_000_000 };

/** Up to here a document is read at once. */
const wholeBytes = 256 * 1024;

const versions: readonly unknown[] = ['2.0', '2.1'];

/** Whether a JSON value calls itself a CSAF document: for whoever takes documents of several forms. */
export function isCsaf(value: unknown): boolean {
  return field(field(value, 'document'), 'csaf_version') !== undefined;
}

/** The document that a JSON value is. Throws `E_FORMAT`, and `E_LIMIT` for too many products. */
export function csafDocument(value: unknown, where: string): CsafDocument {
  const tree = readProductTree(field(value, 'product_tree'), `${where}, product_tree`);
  return documentOf(value, tree, where);
}

function documentOf(value: unknown, tree: ProductTree, where: string): CsafDocument {
  const document = asObject(field(value, 'document'), `${where}, document`);
  const version = field(document, 'csaf_version');
  if (!versions.includes(version)) {
    const why = `csaf_version is ${JSON.stringify(version)?.slice(0, 50) ?? 'not there'}, and not 2.0 or 2.1`;
    throw new SeaworthyError('E_FORMAT', 'not a CSAF document that can be read', { where, why });
  }
  const tracking = asObject(field(document, 'tracking'), `${where}, tracking`);
  const publisher = field(document, 'publisher');
  const self = optionalArray(document, 'references', where).find((one) => field(one, 'category') === 'self');
  return {
    category: asString(field(document, 'category'), `${where}, category`),
    title: optionalString(document, 'title', where) ?? '',
    id: asString(field(tracking, 'id'), `${where}, tracking, id`),
    status: asString(field(tracking, 'status'), `${where}, tracking, status`),
    publisher: {
      name: optionalString(publisher, 'name', `${where}, publisher`) ?? '',
      namespace: optionalString(publisher, 'namespace', `${where}, publisher`) ?? '',
    },
    vulnerabilities: optionalArray(value, 'vulnerabilities', where).map((one, index) =>
      readVulnerability(one, tree, `${where}, vulnerabilities[${index}]`),
    ),
    ...defined({
      released: optionalString(tracking, 'current_release_date', where),
      severity: optionalString(field(document, 'aggregate_severity'), 'text', where),
      self: optionalString(self, 'url', where),
    }),
  };
}

/**
 * Reads a document. Its parts are read one after the other, so that a large one costs the memory of its largest part. Throws `E_FORMAT`, `E_LIMIT`.
 */
export function readCsaf(bytes: Uint8Array, where: string, limits: JsonLimits = documentLimits): CsafDocument {
  if (bytes.length <= wholeBytes) return csafDocument(parseJson(bytes, where, limits), where);
  if (bytes.length > (limits.maxBytes ?? wholeBytes)) parseJson(bytes, where, limits);
  const parts: Record<string, unknown> = {};
  let tree: ProductTree | undefined;
  for (const [name, slice] of jsonMemberSlices(bytes, where)) {
    if (name === 'product_tree') tree = readLargeTree(slice, `${where}, product_tree`, limits);
    else if (name === 'document' || name === 'vulnerabilities')
      parts[name] = parseJson(slice, `${where}, ${name}`, limits);
  }
  return documentOf(parts, tree ?? readProductTree(undefined, where), where);
}
