import { SeaworthyError } from '../../core/index.ts';
import { field } from '../../foundations/formats/index.ts';

/** What tells that a document is what its type says. */
const marks: readonly {
  readonly type: string;
  readonly name: string;
  readonly holds: (predicate: unknown) => boolean;
}[] = [
  {
    type: 'https://cyclonedx.org/bom',
    name: 'a CycloneDX bill of materials in JSON (`bomFormat`)',
    holds: (predicate) => field(predicate, 'bomFormat') === 'CycloneDX',
  },
  {
    type: 'https://spdx.dev/Document',
    name: 'an SPDX document in JSON (`spdxVersion`, or `@context` of version 3)',
    holds: (predicate) =>
      typeof field(predicate, 'spdxVersion') === 'string' || field(predicate, '@context') !== undefined,
  },
];

/** Refuses a predicate that is plainly of another format than its type says, as a slip of the pen would be signed. Throws `E_FORMAT`. */
export function checkPredicate(type: string, predicate: unknown, where: string): void {
  const mark = marks.find((one) => type === one.type || type.startsWith(`${one.type}/`));
  if (mark === undefined || mark.holds(predicate)) return;
  throw new SeaworthyError('E_FORMAT', 'the predicate is not of the type that it is to be signed as', {
    where,
    why: `${type} is ${mark.name}`,
    next: 'Check `--type` and the file.',
  });
}
